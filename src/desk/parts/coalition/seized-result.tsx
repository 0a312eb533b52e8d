/** What ending a seized device did, and whom to warn tonight, most endangered first: to print, and to copy as a list. */
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import type { SeizedJson, SeizedPersonJson, SeizedRisk } from '../../../contract/areas/coalition.ts';
import { useKinds } from '../../app/kinds.ts';
import { useReading } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';
import { CopyText } from './copy-text.tsx';

const RISKS: readonly SeizedRisk[] = ['detained', 'at_risk', 'no_consent', 'public'];

export function SeizedResult(props: { readonly result: SeizedJson; readonly onClose: () => void }): ReactNode {
  const { t, lang } = useWords();
  const kinds = useKinds();
  const { spaces: known } = useReading();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    head.current?.focus();
    head.current?.scrollIntoView({ block: 'start' });
  }, []);
  const { result } = props;
  const name = result.organisation ?? t('coalition.unnamed');
  const info = (hex: string) => known.find((s) => s.id === hex);
  const titleOf = (hex: string): string =>
    info(hex)?.title[lang] ?? result.spaces.find((s) => s.space === hex)?.title ?? '';
  const stateOf = (p: SeizedPersonJson): string =>
    p.detention === null ? '' : (kinds.state('Detention', p.detention) ?? p.detention);
  const line = (p: SeizedPersonJson): string =>
    [p.title, stateOf(p), titleOf(p.space)].filter((x) => x !== '').join('; ');
  const text = RISKS.flatMap((risk) => {
    const of = result.persons.filter((p) => p.risk === risk);
    return of.length === 0 ? [] : [t(`seized.risk.${risk}`), ...of.map((p, n) => `${n + 1}. ${line(p)}`), ''];
  }).join('\n');
  return (
    <section className="seized" aria-labelledby="seized-result">
      <h2 id="seized-result" ref={head} tabIndex={-1}>
        {t('seized.result', { name })}
      </h2>
      <p>
        <When edtf={result.at} /> · <code>{result.device.slice(0, 16)}</code>
      </p>
      <ul className="plain outcome">
        {result.spaces.map((s) => (
          <li key={s.space} className={s.done === 'not_manager' || s.done === 'failed' ? 'bad' : undefined}>
            {t(`seized.done.${s.done}`, { space: titleOf(s.space) })} {!s.public && t('seized.notes', { n: s.notes })}
            {s.code !== null && <code> {s.code}</code>}
          </li>
        ))}
      </ul>
      <p className="warn">{t('seized.send')}</p>
      <div className="save-form-buttons">
        <button type="button" className="button-primary" onClick={() => print()}>
          {t('seized.print')}
        </button>
        <button type="button" className="button" onClick={props.onClose}>
          {t('action.close')}
        </button>
      </div>
      {result.persons.length === 0 ? (
        <p>{t('seized.nobody')}</p>
      ) : (
        <>
          <h3>{t('seized.warn', { n: result.persons.length })}</h3>
          {RISKS.map((risk) => {
            const of = result.persons.filter((p) => p.risk === risk);
            if (of.length === 0) return null;
            return (
              <section key={risk} aria-labelledby={`risk-${risk}`}>
                <h4 id={`risk-${risk}`}>
                  {t(`seized.risk.${risk}`)} ({t('count.number', { n: of.length })})
                </h4>
                <ol className="seized-list">
                  {of.map((p) => {
                    const space = info(p.space);
                    return (
                      <li key={`${p.space} ${p.id}`}>
                        {space ? (
                          <Link to="/s/$space/records/$id" params={{ space: space.slug, id: p.id }}>
                            <Said text={p.title} />
                          </Link>
                        ) : (
                          <Said text={p.title} />
                        )}
                        <span className="item-meta">
                          {stateOf(p) !== '' && <span>{stateOf(p)}</span>}
                          <Said text={titleOf(p.space)} />
                          <span>{t('seized.records', { n: p.records })}</span>
                        </span>
                      </li>
                    );
                  })}
                </ol>
              </section>
            );
          })}
          <div className="no-print">
            <CopyText label={t('seized.list')} text={text.trimEnd()} />
          </div>
        </>
      )}
    </section>
  );
}
