/** What arrived without a valid right to write: from whom, why it is held back; a manager accepts it by name. */
import { type ReactNode, useState } from 'react';
import type { QuarantinedJson } from '../../../contract/areas/coalition.ts';
import { call } from '../../api/client.ts';
import { useRead } from '../../api/queries.ts';
import { useSave } from '../../app/save.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';
import { Loadable, ProblemView } from '../loadable.tsx';
import { When } from '../when.tsx';

export function Quarantine(): ReactNode {
  const { t, maybe } = useWords();
  const scope = useScope();
  const { space } = scope;
  const read = useRead('coalition.quarantine', { space, lang: scope.lang ?? 'en' });
  const save = useSave();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (entry: string): void => {
    const next = new Set(chosen);
    if (!next.delete(entry)) next.add(entry);
    setChosen(next);
  };
  const accept = async (): Promise<void> => {
    if (chosen.size === 0) {
      announce(t('coalition.accept_none'), true);
      return;
    }
    const answer = await save.run(() => call('coalition.accept', { space, entries: [...chosen] }));
    if (answer === null) return;
    setChosen(new Set());
    announce(t('coalition.accepted'));
  };
  const row = (item: QuarantinedJson): ReactNode => (
    <li key={item.entry}>
      <label>
        <input
          type="checkbox"
          disabled={!item.acceptable}
          checked={chosen.has(item.entry)}
          onChange={() => toggle(item.entry)}
        />
        <span>
          {item.organisation ?? t('coalition.unnamed')}
          <span className="item-meta">
            <span>{maybe(`coalition.code.${item.code}`) ?? item.code}</span>
            <When edtf={item.written} />
            <code>{item.entry.slice(0, 16)}</code>
          </span>
        </span>
      </label>
    </li>
  );
  return (
    <section aria-labelledby="quarantine">
      <h2 id="quarantine">{t('coalition.quarantine')}</h2>
      <p className="help">{t('coalition.quarantine_what')}</p>
      {save.problem && <ProblemView problem={save.problem} />}
      <Loadable read={read} rows={2}>
        {({ items }) => (
          <>
            <ul className="quarantine-list choices">{items.map(row)}</ul>
            <button type="button" className="button" aria-disabled={save.busy} onClick={() => void accept()}>
              {t('coalition.accept_do', { n: chosen.size })}
            </button>
          </>
        )}
      </Loadable>
    </section>
  );
}
