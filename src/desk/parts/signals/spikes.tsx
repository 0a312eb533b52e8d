/** Alarms of place and theme: quiet, each with what was expected and how often such an alarm is false; the rule under Details. */
import type { ReactNode } from 'react';
import type { SpikeJson, SpikesJson } from '../../../contract/areas/signals.ts';
import { useRead } from '../../api/queries.ts';
import type { Kinds } from '../../app/kinds.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { When } from '../when.tsx';

function Alarm(props: {
  readonly alarm: SpikeJson;
  readonly spikes: SpikesJson;
  readonly kinds: Kinds;
  readonly onShow: (alarm: SpikeJson) => void;
}): ReactNode {
  const { t, lang } = useWords();
  const { alarm } = props;
  const theme = props.kinds.term('Signal', 'theme', alarm.theme) ?? alarm.theme;
  const expected = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(alarm.expected);
  return (
    <li className="signal-alarm">
      <p>
        <strong>{t('signals.alarm', { place: alarm.place.title, theme })}</strong>{' '}
        {t('signals.alarm_seen', { n: alarm.observed, expected })} <When edtf={`${alarm.from}/${alarm.to}`} />
      </p>
      <button
        type="button"
        className="button-quiet"
        aria-label={t('signals.alarm_show_of', { place: alarm.place.title, theme })}
        onClick={() => props.onShow(alarm)}
      >
        {t('signals.alarm_show')}
      </button>
    </li>
  );
}

export function Spikes(props: { readonly kinds: Kinds; readonly onShow: (alarm: SpikeJson) => void }): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const read = useRead('signals.spikes', scope);
  const spikes = read.data;
  // A failure here leaves the inbox as it is: the alarms are an extra, and the next reading asks again.
  if (!spikes) return null;
  const number = (n: number, digits: number): string =>
    new Intl.NumberFormat(lang, { maximumSignificantDigits: digits }).format(n);
  const { rule, false_alarms: wrong } = spikes;
  const explained = (
    <ul>
      <li>{t('signals.rule_cells', { n: spikes.tested, hours: spikes.window_hours, days: spikes.baseline_days })}</li>
      <li>{t('signals.rule_p', { p: number(rule.p_max, 1), origins: rule.min_origins })}</li>
      <li>{t('signals.rule_origins')}</li>
      <li>{t('signals.rule_false', { n: number(wrong.per_week, 2), cells: wrong.cells })}</li>
      <li>
        {t('signals.rule_measured')} <code className="mono">{wrong.command}</code>
      </li>
      <li>
        {t('signals.rule_name')} <code className="mono">{rule.id}</code>
      </li>
    </ul>
  );
  if (spikes.alarms.length === 0)
    return (
      <details className="signal-spikes">
        <summary>{t('signals.spikes', { n: 0 })}</summary>
        {explained}
      </details>
    );
  return (
    <section className="signal-spikes" aria-labelledby="spikes">
      <h2 id="spikes">{t('signals.spikes', { n: spikes.alarms.length })}</h2>
      <ul className="plain">
        {spikes.alarms.map((alarm) => (
          <Alarm
            key={`${alarm.place.id} ${alarm.theme} ${alarm.from}`}
            {...{ alarm, spikes, kinds: props.kinds, onShow: props.onShow }}
          />
        ))}
      </ul>
      <p className="help">{t('signals.false_week', { n: number(wrong.per_week, 2) })}</p>
      <details>
        <summary>{t('details')}</summary>
        {explained}
      </details>
    </section>
  );
}
