/** What the hash covers, word for word, before the text is frozen; afterwards the same, with how to compute the hash. */
import { type ReactNode, useState } from 'react';
import type { StatementJson } from '../../../contract/api.ts';
import type { ReviewJson } from '../../../contract/areas/statements.ts';
import { call } from '../../api/client.ts';
import { useRead } from '../../api/queries.ts';
import { useSave } from '../../app/save.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { ErrorList, type Saved, savedNow } from '../form.tsx';
import { Loadable } from '../loadable.tsx';
import { Said } from '../said.tsx';
import { saveBytes } from './save-file.ts';

export function Covered(props: { readonly review: ReviewJson }): ReactNode {
  const { t, maybe } = useWords();
  const { review } = props;
  const name = (lang: string): string => maybe(`lang.${lang}`) ?? lang;
  return (
    <div className="covered">
      {review.covered.versions.map((v) => (
        <section key={v.lang} aria-label={name(v.lang)}>
          <h3>
            <span lang={v.lang}>{name(v.lang)}</span>{' '}
            <span className="standing">{t(`statement.standing.${v.standing}`)}</span>
          </h3>
          <pre className="covered-text" lang={v.lang} dir="auto" tabIndex={0}>
            {v.text}
          </pre>
        </section>
      ))}
      <h3>{t('review.demands')}</h3>
      {review.covered.demands.length === 0 && <p>{t('review.no_demands')}</p>}
      <ul className="plain">
        {review.covered.demands.map((d) => (
          <li key={`${d.key} ${d.text}`}>
            <strong>{d.key}</strong>{' '}
            <q>
              <Said text={d.text} />
            </q>
          </li>
        ))}
      </ul>
      <h3>{t('draft.annexes')}</h3>
      {review.covered.annexes.length === 0 ? (
        <p>{t('review.no_annexes')}</p>
      ) : (
        <ul className="plain">
          {review.covered.annexes.map((a) => (
            <li key={a.id}>
              <Said text={a.title} /> <span className="mono">{a.sha256}</span>
            </li>
          ))}
        </ul>
      )}
      {review.unofficial.length > 0 && (
        <p className="warn">
          {t('review.not_covered', { langs: review.unofficial.map((v) => name(v.lang)).join(', ') })}
        </p>
      )}
    </div>
  );
}

export function HashNote(props: { readonly review: ReviewJson }): ReactNode {
  const { t } = useWords();
  const { review } = props;
  return (
    <>
      <p>{t('statement.hash')}</p>
      <p className="mono" id="text-hash">
        {review.hash}
      </p>
      <p>
        {t('review.how')} <code className="mono">{`sha256sum statement-${review.hash.slice(0, 4)}.cbor`}</code>
      </p>
      <button
        type="button"
        className="button"
        onClick={() => saveBytes(`statement-${review.hash.slice(0, 4)}.cbor`, review.bytes)}
      >
        {t('review.save_bytes')}
      </button>
    </>
  );
}

export function FreezeReview(props: {
  readonly statement: StatementJson;
  readonly onFrozen: (saved: Saved) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t, maybe } = useWords();
  const scope = useScope();
  const save = useSave();
  const [read, setRead] = useState(false);
  const { id } = props.statement;
  const review = useRead('statement.review', { ...scope, id });
  const freeze = async (hash: string): Promise<void> => {
    const answer = await save.run(() => call('statement.freeze', { space: scope.space, id, hash }));
    if (answer) props.onFrozen(savedNow(answer.entry));
  };
  return (
    <section className="save-form review" aria-labelledby="freeze-title">
      <h2 id="freeze-title">{t('freeze.title')}</h2>
      <p>{t('freeze.lead')}</p>
      <Loadable read={review} rows={8}>
        {(data) => (
          <>
            <ErrorList errors={[]} problem={save.problem} />
            {data.obstacles.map((o) => (
              <p key={o.code + o.message} className="notice notice-bad">
                {o.message}
              </p>
            ))}
            {data.missing.length > 0 && (
              <p className="notice warn">
                {t('freeze.missing', { langs: data.missing.map((l) => maybe(`lang.${l}`) ?? l).join(', ') })}
              </p>
            )}
            <Covered review={data} />
            <HashNote review={data} />
            <label className="choice">
              <input type="checkbox" checked={read} onChange={(e) => setRead(e.target.checked)} />
              {t('freeze.read')}
            </label>
            <div className="save-form-buttons">
              <button
                type="button"
                className="button-primary"
                aria-disabled={!read || save.busy || data.obstacles.length > 0}
                onClick={() => {
                  if (read && !save.busy && data.obstacles.length === 0) void freeze(data.hash);
                }}
              >
                {save.busy ? t('form.saving') : t('freeze.do')}
              </button>
              <button type="button" className="button" onClick={props.onClose}>
                {t('action.close')}
              </button>
            </div>
          </>
        )}
      </Loadable>
    </section>
  );
}
