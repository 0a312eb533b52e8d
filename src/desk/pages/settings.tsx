/** Preferences of the person logged in: kept by the node, in force when it has acknowledged them. */
import { type ReactNode, useState } from 'react';
import { IDLE_MINUTES } from '../../contract/areas/safety.ts';
import { saveSettings } from '../api/session.ts';
import type { Density, Motion, Settings, Theme } from '../api/settings.ts';
import { useSave } from '../app/save.ts';
import { useSession } from '../app/who.ts';
import { useWords } from '../i18n/language.tsx';
import { Heading } from '../parts/heading.tsx';
import { ProblemView } from '../parts/loadable.tsx';
import { type Saved, savedNow } from '../parts/form.tsx';
import { KeySwaps } from '../parts/safety/key-swaps.tsx';
import { OwnMeans } from '../parts/safety/own-means.tsx';
import { OwnSessions } from '../parts/safety/sessions-list.tsx';
import { LANGS } from '../../messages/translate.ts';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const DENSITIES: readonly Density[] = ['comfortable', 'normal', 'dense'];
const MOTIONS: readonly Motion[] = ['system', 'less'];
const IDLE_CHOICES = [IDLE_MINUTES.least, 5, IDLE_MINUTES.usual, 15, 20, IDLE_MINUTES.most] as const;
const BREAK_CHOICES = [0, 60, 120, 180, 240] as const;

function Choices<V extends string>(props: {
  readonly name: string;
  readonly legend: string;
  readonly values: readonly V[];
  readonly chosen: V | null;
  readonly label: (value: V) => string;
  readonly langOf?: (value: V) => string;
  readonly onChoose: (value: V) => void;
}): ReactNode {
  return (
    <fieldset className="choices">
      <legend>{props.legend}</legend>
      {props.values.map((value) => (
        <label key={value}>
          <input
            type="radio"
            name={props.name}
            value={value}
            checked={props.chosen === value}
            onChange={() => props.onChoose(value)}
          />
          <span lang={props.langOf?.(value)}>{props.label(value)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Minutes(props: {
  readonly id: string;
  readonly label: string;
  readonly values: readonly number[];
  readonly chosen: number;
  readonly onChoose: (minutes: number) => void;
}): ReactNode {
  const { t } = useWords();
  const values = props.values.includes(props.chosen) ? props.values : [...props.values, props.chosen];
  return (
    <div className="minutes">
      <label htmlFor={props.id}>{props.label}</label>
      <select id={props.id} value={props.chosen} onChange={(event) => props.onChoose(Number(event.target.value))}>
        {values.map((n) => (
          <option key={n} value={n}>
            {n === 0 ? t('settings.never') : t('safety.minutes', { n })}
          </option>
        ))}
      </select>
    </div>
  );
}

export function SettingsPage(): ReactNode {
  const { t, lang, setLang } = useWords();
  const state = useSession();
  const save = useSave();
  const [saved, setSaved] = useState<Saved | null>(null);
  if (state.status !== 'in') return null;
  const { settings, user, means } = state;
  const put = async (change: Partial<Settings>): Promise<void> => {
    setSaved(null);
    const done = await save.run(async () => {
      await saveSettings({ ...settings, ...change });
      return true;
    });
    if (done) setSaved(savedNow(''));
  };
  return (
    <>
      <Heading
        title={t('nav.settings')}
        tab={t('nav.settings')}
        below={<span>{t('settings.who', { name: user.name, role: t(`role.${user.role}`) })}</span>}
      />
      {save.problem && <ProblemView problem={save.problem} />}
      <p role="status" className="settings-saved">
        {save.busy ? t('form.saving') : saved ? t('form.saved', { time: saved.at }) : t('settings.kept_by_node')}
      </p>
      <div className="settings">
        <Choices
          name="lang"
          legend={t('settings.language')}
          values={LANGS}
          chosen={lang}
          label={(l) => t(`lang.${l}`)}
          langOf={(l) => l}
          onChoose={(l) => {
            setLang(l);
            void put({ lang: l });
          }}
        />
        <Choices
          name="theme"
          legend={t('settings.theme')}
          values={THEMES}
          chosen={settings.theme}
          label={(v) => t(`settings.theme.${v}`)}
          onChoose={(theme) => void put({ theme })}
        />
        <Choices
          name="density"
          legend={t('settings.density')}
          values={DENSITIES}
          chosen={settings.density}
          label={(v) => t(`settings.density.${v}`)}
          onChoose={(density) => void put({ density })}
        />
        <Choices
          name="motion"
          legend={t('settings.motion')}
          values={MOTIONS}
          chosen={settings.motion}
          label={(v) => t(`settings.motion.${v}`)}
          onChoose={(motion) => void put({ motion })}
        />
        <KeySwaps settings={settings} onChange={(change) => void put(change)} />
        <fieldset className="choices">
          <legend>{t('settings.media')}</legend>
          <label>
            <input
              type="checkbox"
              checked={settings.blur_media}
              onChange={(event) => void put({ blur_media: event.target.checked })}
            />
            {t('settings.blur_media')}
          </label>
          <p className="help">{t('settings.blur_help')}</p>
          <Minutes
            id="break"
            label={t('settings.break')}
            values={BREAK_CHOICES}
            chosen={settings.break_minutes}
            onChoose={(break_minutes) => void put({ break_minutes })}
          />
        </fieldset>
        <fieldset className="choices">
          <legend>{t('settings.lock')}</legend>
          <Minutes
            id="idle"
            label={t('settings.idle')}
            values={IDLE_CHOICES}
            chosen={settings.idle_minutes}
            onChoose={(idle_minutes) => void put({ idle_minutes })}
          />
          <p className="help">{t('settings.idle_help')}</p>
        </fieldset>
      </div>
      <OwnMeans means={means} />
      <OwnSessions />
      <section aria-labelledby="hiding">
        <h2 id="hiding">{t('safety.hiding')}</h2>
        <p>{t('safety.hiding_how')}</p>
        <p>{t('safety.hiding_text')}</p>
        <p>{t('safety.hiding_remains')}</p>
      </section>
    </>
  );
}
