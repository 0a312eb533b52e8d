/** Verification: checks, conclusion, both reviewers, dissent that stays; who may review now, and why somebody may not. */
import { type ReactNode, useState } from 'react';
import type { ApiOut } from '../../../contract/api.ts';
import type { RecordPageJson, VerificationJson } from '../../../contract/areas/record.ts';
import { useRead } from '../../api/queries.ts';
import type { Kinds } from '../../app/kinds.ts';
import { useScope } from '../../app/space.tsx';
import { useMay, useSession } from '../../app/who.ts';
import { type DeskId, useWords } from '../../i18n/language.tsx';
import { type Saved, SavedLine } from '../form.tsx';
import { Loadable } from '../loadable.tsx';
import { PathLink } from '../path-link.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';
import { ReviewForm } from './review-form.tsx';

function Verification(props: { readonly one: VerificationJson; readonly kinds: Kinds }): ReactNode {
  const { t } = useWords();
  const { one, kinds } = props;
  const term = (id: string): string => kinds.term('Verification', 'conclusion', id) ?? id;
  const members = kinds.field('Verification', 'checks')?.members ?? [];
  const kind = (id: string): string =>
    members.find((m) => m.name === 'kind')?.terms?.find((x) => x.id === id)?.label ?? id;
  return (
    <li className="verification">
      <h2>
        {term(one.conclusion)}
        <span className="verification-state"> {t(`verify.${one.state}`)}</span>
      </h2>
      <ul className="plain checks">
        {one.checks.map((check, n) => (
          <li key={n}>
            <p>
              <strong>{kind(check.kind)}</strong>: {term(check.result)}
            </p>
            {check.text !== '' && (
              <p>
                <Said text={check.text} />
              </p>
            )}
            {check.evidence.length > 0 && (
              <ul className="plain">
                {check.evidence.map((e) => (
                  <li key={e.id}>
                    <PathLink to={e.id}>
                      <Said text={e.title} />
                    </PathLink>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {one.note !== null && (
        <p>
          {t('verify.reason')} <Said text={one.note} />
        </p>
      )}
      <dl className="reviewers">
        <div>
          <dt>{t('verify.first')}</dt>
          <dd>
            <Said text={one.first.name} />, <When edtf={one.at} />
          </dd>
        </div>
        <div>
          <dt>{t('verify.second')}</dt>
          <dd>{one.second ? <Said text={one.second.name} /> : t('verify.second_open')}</dd>
        </div>
      </dl>
      {one.second && <p className="help">{t('verify.attested')}</p>}
      {one.dissent.map((said, n) => (
        <blockquote key={n} className="dissent">
          <p className="dissent-head">
            {t('verify.dissent')}: <Said text={said.by} />
          </p>
          <p>
            <Said text={said.text} />
          </p>
          <footer className="help">{t('verify.dissent_stays')}</footer>
        </blockquote>
      ))}
    </li>
  );
}

/** Why this person may not review now; null when they may. */
function useHindrance(data: ApiOut<'record.verifications'>): DeskId | null {
  const session = useSession();
  const reviewer = useMay('reviewer');
  const me = session.status === 'in' ? session.user.id : '';
  const waiting = data.verifications.find((v) => v.state === 'waiting');
  if (!reviewer) return 'verify.not_reviewer';
  if (data.authors.includes(me)) return 'verify.author';
  return waiting?.first.user === me ? 'verify.was_first' : null;
}

function Reviews(props: {
  readonly data: ApiOut<'record.verifications'>;
  readonly record: RecordPageJson;
  readonly kinds: Kinds;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}): ReactNode {
  const { t } = useWords();
  const { data, record, kinds, open, onOpen } = props;
  const [saved, setSaved] = useState<Saved | null>(null);
  const hindrance = useHindrance(data);
  const second = data.verifications.some((v) => v.state === 'waiting');
  return (
    <>
      <SavedLine saved={saved} />
      {data.verifications.length === 0 && <p className="empty">{t('verify.none')}</p>}
      <ol className="plain">
        {data.verifications.map((one) => (
          <Verification key={one.id} one={one} kinds={kinds} />
        ))}
      </ol>
      {open && hindrance === null ? (
        <ReviewForm
          record={record.id}
          second={second}
          kinds={kinds}
          onClose={() => onOpen(false)}
          onSaved={(done) => {
            onOpen(false);
            setSaved(done);
          }}
        />
      ) : (
        <div className="tab-actions">
          <button
            type="button"
            className="button"
            aria-disabled={hindrance !== null}
            aria-describedby={hindrance === null ? undefined : 'review-hindrance'}
            onClick={() => hindrance === null && onOpen(true)}
          >
            {t(second ? 'verify.second_title' : 'verify.first_title')}
          </button>
          {hindrance !== null && (
            <p id="review-hindrance" className="help">
              {t(hindrance)}
            </p>
          )}
        </div>
      )}
    </>
  );
}

export function VerificationTab(props: {
  readonly record: RecordPageJson;
  readonly kinds: Kinds;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}): ReactNode {
  const scope = useScope();
  const read = useRead('record.verifications', { ...scope, id: props.record.id });
  return (
    <Loadable read={read} rows={5}>
      {(data) => <Reviews data={data} {...props} />}
    </Loadable>
  );
}
