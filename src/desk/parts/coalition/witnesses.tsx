/** The node's own log in plain words: how long it is, who has signed which state of it, and who was caught telling two stories. */
import { type ReactNode } from 'react';
import type { LogStatusJson } from '../../../contract/areas/log.ts';
import { call } from '../../api/client.ts';
import { useRead } from '../../api/queries.ts';
import { useSave } from '../../app/save.ts';
import { useMay } from '../../app/who.ts';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';
import { Loadable, ProblemView } from '../loadable.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';
import { WitnessFiles } from './witness-files.tsx';

/** Organisation behind the name of a log or witness; the name itself when nobody known here has it. */
function namer(log: LogStatusJson): (name: string) => string {
  const known = new Map([
    ...log.witnesses.map((w) => [w.name, w.organisation] as const),
    ...log.logs.map((l) => [l.origin, l.organisation] as const),
  ]);
  return (name) => known.get(name) ?? name;
}

function Splits(props: { readonly log: LogStatusJson; readonly manager: boolean }): ReactNode {
  const { t } = useWords();
  const save = useSave();
  const { log, manager } = props;
  const split = log.logs.filter((l) => l.splits.length > 0);
  if (split.length === 0 && log.own_splits.length === 0) return null;
  return (
    <section className="notice notice-bad" aria-labelledby="splits">
      <h3 id="splits">{t('wit.split')}</h3>
      {log.own_splits.length > 0 && <p>{t('wit.split_own')}</p>}
      {split.map((l) => {
        const name = l.organisation ?? l.origin;
        return (
          <div key={l.origin}>
            <p>{t('wit.split_of', { name })}</p>
            <p>{t('wit.split_then')}</p>
            {manager && (
              <button
                type="button"
                className="button"
                disabled={save.busy}
                onClick={() =>
                  void save
                    .run(() => call('log.trust', { vkey: l.vkey }))
                    .then((done) => done && announce(t('wit.trusted', { name })))
                }
              >
                {t('wit.split_settled', { name })}
              </button>
            )}
          </div>
        );
      })}
      {save.problem && <ProblemView problem={save.problem} />}
      <details>
        <summary>{t('details')}</summary>
        <p>{t('wit.split_kept')}</p>
        <ul className="plain mono">
          {[...log.own_splits, ...split.flatMap((l) => l.splits)].map((path) => (
            <li key={path}>{path}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function Offered(props: { readonly log: LogStatusJson }): ReactNode {
  const { t } = useWords();
  const save = useSave();
  return (
    <>
      <h3>{t('wit.offered')}</h3>
      {save.problem && <ProblemView problem={save.problem} />}
      <ul className="travel-list">
        {props.log.offered.map((o) => {
          const words = t(`wit.offer.${o.as}`, { name: o.organisation });
          return (
            <li key={o.vkey}>
              <span>{words}</span>{' '}
              <button
                type="button"
                className="button"
                aria-label={t('safety.named', { word: t('wit.take'), name: words })}
                disabled={save.busy}
                onClick={() =>
                  void save
                    .run(() => call('log.trust', { vkey: o.vkey }))
                    .then((done) => done && announce(t('wit.trusted', { name: o.organisation })))
                }
              >
                {t('wit.take')}
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Standing(props: { readonly log: LogStatusJson; readonly nameOf: (name: string) => string }): ReactNode {
  const { t, lang } = useWords();
  const { log, nameOf } = props;
  const size = log.signed?.size ?? 0;
  return (
    <>
      <p>
        {log.signed ? t('wit.signed', { n: size }) : t('wit.unsigned')} {log.signed && <When edtf={log.signed.at} />}{' '}
        {log.waiting > 0 && t('wit.waiting', { n: log.waiting })}
      </p>
      <p className={log.quorum === 0 ? 'warn' : undefined}>
        {log.quorum === 0 ? t('wit.none') : t('wit.quorum', { n: log.quorum, of: log.witnesses.length })}
      </p>
      {log.restored && <p className="notice notice-bad">{t('wit.restored')}</p>}
      {log.witnesses.length > 0 && (
        <ul className="travel-list" aria-label={t('wit.witnesses')}>
          {log.witnesses.map((w) => (
            <li key={w.vkey}>
              <Said text={nameOf(w.name)} className="travel-name" />
              <span className="item-meta">
                <span className={w.size >= size && size > 0 ? 'ok' : undefined}>
                  {w.size === 0 ? t('wit.never') : t('wit.up_to', { n: w.size, of: size })}
                </span>
                <span>{w.url === null ? t('wit.carried') : w.url}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {log.checkpoints.length > 0 && (
        <>
          <h3>{t('wit.checkpoints')}</h3>
          <ul className="travel-list">
            {log.checkpoints.map((c) => (
              <li key={c.size}>
                <span className="travel-name">{t('wit.checkpoint', { n: c.size })}</span>
                <span className="item-meta">
                  <span>{t(`wit.state.${c.state}`)}</span>
                  <span>
                    {c.cosigned.length === 0
                      ? t('wit.by_nobody')
                      : t('wit.by', { names: new Intl.ListFormat(lang).format(c.cosigned.map(nameOf)) })}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {log.logs.length > 0 && (
        <>
          <h3>{t('wit.watched')}</h3>
          <ul className="travel-list">
            {log.logs.map((l) => (
              <li key={l.vkey}>
                <Said text={nameOf(l.origin)} className="travel-name" />
                <span className="item-meta">
                  {l.cosigned === null ? t('wit.not_cosigned') : t('wit.we_cosigned', { n: l.cosigned })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

export function Witnesses(): ReactNode {
  const { t } = useWords();
  const manager = useMay('manager');
  const read = useRead('log.status', {});
  const sign = useSave();
  const checkpoint = async (): Promise<void> => {
    const done = await sign.run(() => call('log.checkpoint', {}));
    if (done) announce(t(done.witnessed ? 'wit.made_witnessed' : 'wit.made', { n: done.size }));
  };
  return (
    <section aria-labelledby="witnesses">
      <div className="section-head">
        <h2 id="witnesses">{t('wit.title')}</h2>
        {manager && (
          <button type="button" className="button" disabled={sign.busy} onClick={() => void checkpoint()}>
            {t('wit.sign')}
          </button>
        )}
      </div>
      <p className="help">{t('wit.what')}</p>
      {sign.problem && <ProblemView problem={sign.problem} />}
      <Loadable read={read} rows={3}>
        {(log) => (
          <>
            <Splits log={log} manager={manager} />
            <Standing log={log} nameOf={namer(log)} />
            {manager && log.offered.length > 0 && <Offered log={log} />}
            {manager && <WitnessFiles log={log} nameOf={namer(log)} />}
            <details>
              <summary>{t('details')}</summary>
              <p className="mono">{log.origin}</p>
              {log.signed && <p className="mono">{log.signed.root}</p>}
              <p className="mono">{log.vkeys.log}</p>
              <p className="mono">{log.vkeys.witness}</p>
            </details>
          </>
        )}
      </Loadable>
    </section>
  );
}
