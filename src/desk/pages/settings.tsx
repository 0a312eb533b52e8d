/** Preferences of the person logged in: kept by the node, in force when it has acknowledged them. */
import { type ReactNode, useState } from 'react';
import { type Density, saveSettings, type Settings, type Theme } from '../api/session.ts';
import { useSave } from '../app/save.ts';
import { useSession } from '../app/who.ts';
import { useWords } from '../i18n/language.tsx';
import { Heading } from '../parts/heading.tsx';
import { ProblemView } from '../parts/loadable.tsx';
import { type Saved, savedNow } from '../parts/form.tsx';
import { LANGS } from '../../messages/translate.ts';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const DENSITIES: readonly Density[] = ['comfortable', 'normal', 'dense'];

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

export function SettingsPage(): ReactNode {
  const { t, lang, setLang } = useWords();
  const state = useSession();
  const save = useSave();
  const [saved, setSaved] = useState<Saved | null>(null);
  if (state.status !== 'in') return null;
  const { settings, user } = state;
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
        <fieldset className="choices">
          <legend>{t('settings.keys')}</legend>
          <label>
            <input
              type="checkbox"
              checked={settings.single_keys}
              onChange={(event) => void put({ single_keys: event.target.checked })}
            />
            {t('settings.single_keys')}
          </label>
          <p className="help">{t('settings.keys_help')}</p>
        </fieldset>
      </div>
    </>
  );
}
