/** Evidence of a record: each file with its hash, size and type, copy or original, who held it when, and a check on request. */
import { type ReactNode, useState } from 'react';
import { formatNumber } from '../../../base/numbers.ts';
import type { ApiOut } from '../../../contract/api.ts';
import type { EvidenceItemJson, RecordPageJson } from '../../../contract/areas/record.ts';
import { call } from '../../api/client.ts';
import { useRead } from '../../api/queries.ts';
import type { Kinds } from '../../app/kinds.ts';
import { useSave } from '../../app/save.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { Loadable, ProblemView } from '../loadable.tsx';
import { PathLink } from '../path-link.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';
import { Original } from './original.tsx';
import { Upload } from './upload.tsx';

function CheckNow(props: { readonly item: EvidenceItemJson }): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const save = useSave();
  const [done, setDone] = useState<ApiOut<'evidence.recheck'> | null>(null);
  const run = async (): Promise<void> => {
    const answer = await save.run(() => call('evidence.recheck', { space: scope.space, lang, id: props.item.id }));
    if (answer) setDone(answer);
  };
  return (
    <div className="check-now">
      <button type="button" className="button" aria-disabled={save.busy} onClick={() => !save.busy && void run()}>
        {t(save.busy ? 'custody.checking' : 'custody.check')}
        <span className="visually-hidden"> {props.item.title}</span>
      </button>
      {save.problem && <ProblemView problem={save.problem} />}
      {done && (
        <p role="status" className={done.ok ? 'ok' : 'warn'}>
          {t(`custody.result.${done.result}`)} <When edtf={done.at} />
        </p>
      )}
    </div>
  );
}

function Trail(props: { readonly item: EvidenceItemJson }): ReactNode {
  const { t, maybe } = useWords();
  const { trail } = props.item;
  return (
    <details className="custody">
      <summary>{t('custody.title', { n: trail.length })}</summary>
      <ol>
        {trail.map((line) => (
          <li key={line.entry}>
            {line.at !== null && <When edtf={line.at} />}{' '}
            {line.state === 'held'
              ? (maybe(`custody.action.${(line.action ?? '').replaceAll('-', '_')}`) ?? line.action)
              : t(line.state === 'erased' ? 'custody.erased' : 'custody.missing')}
            {line.outcome === 'fail' && <strong className="warn"> {t('custody.failed')}</strong>}
            {line.organisation !== null && (
              <>
                {' · '}
                <Said text={line.organisation} />
              </>
            )}
            {line.from !== null && (
              <>
                {' · '}
                {t('custody.from')} <Said text={line.from} />
              </>
            )}
            {line.to !== null && (
              <>
                {' · '}
                {t('custody.to')} <Said text={line.to} />
              </>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}

function Item(props: {
  readonly item: EvidenceItemJson;
  readonly kinds: Kinds;
  readonly mayWrite: boolean;
}): ReactNode {
  const { t, lang } = useWords();
  const { item, kinds } = props;
  const kind = (item.kind === null ? null : kinds.term('Evidence', 'kind', item.kind)) ?? kinds.kind('Evidence');
  return (
    <li className="evidence-item">
      <h2>
        <PathLink to={item.id}>
          <Said text={item.name ?? item.title} />
        </PathLink>
      </h2>
      <p className="item-meta">
        <span>{kind}</span>
        {item.mime !== null && <span>{item.mime}</span>}
        {item.size !== null && <span>{t('custody.bytes', { n: formatNumber(item.size, lang) })}</span>}
        <span>
          {item.derived_from === null
            ? t('custody.original')
            : t('custody.copy', { title: item.derived_from.title, operation: item.derived_from.operation })}
        </span>
      </p>
      {item.source && (
        <p>
          {t('claim.source')}:{' '}
          <PathLink to={item.source.id}>
            <Said text={item.source.title} />
          </PathLink>
        </p>
      )}
      {item.sha256 !== null && <p className="mono">{t('custody.sha256', { hash: item.sha256 })}</p>}
      <Original item={item} kindLabel={kind} />
      {props.mayWrite && <CheckNow item={item} />}
      <Trail item={item} />
    </li>
  );
}

export function EvidenceTab(props: {
  readonly record: RecordPageJson;
  readonly kinds: Kinds;
  readonly mayWrite: boolean;
}): ReactNode {
  const { t } = useWords();
  const scope = useScope();
  const { record, kinds, mayWrite } = props;
  const read = useRead('record.evidence', { ...scope, id: record.id });
  return (
    <>
      <Loadable read={read} rows={4}>
        {({ items, total }) => (
          <>
            {items.length === 0 && <p className="empty">{t('custody.none')}</p>}
            <ul className="plain">
              {items.map((item) => (
                <Item key={item.id} item={item} kinds={kinds} mayWrite={mayWrite} />
              ))}
            </ul>
            {items.length < total && <p className="help">{t('custody.more', { n: total - items.length })}</p>}
          </>
        )}
      </Loadable>
      {mayWrite && <Upload record={record} kinds={kinds} />}
    </>
  );
}
