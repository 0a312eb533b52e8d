/** What a person may do with one account: take it back when it is ours, decide for or against it as a reviewer. */
import { type ReactNode, useState } from 'react';
import type { PageClaimJson, PageFieldJson } from '../../../contract/areas/record.ts';
import { useMay } from '../../app/who.ts';
import { useWords } from '../../i18n/language.tsx';
import { ReasonForm } from './reason-form.tsx';

type Open = 'retract' | 'prefer' | 'exclude' | null;

export function ClaimActions(props: {
  readonly claim: PageClaimJson;
  readonly record: string;
  readonly name: string;
  readonly label: string;
  readonly field: PageFieldJson;
  readonly list: boolean;
}): ReactNode {
  const { t } = useWords();
  const [open, setOpen] = useState<Open>(null);
  const mayDecide = useMay('reviewer');
  const { claim, record, name, field, list } = props;
  const competes = field.n_competing > 0 && !list;
  const close = (): void => setOpen(null);
  if (open === 'retract')
    return (
      <ReasonForm
        what={{ name: 'retract', claim: claim.claim }}
        title={t('retract.title', { value: claim.text.slice(0, 80) })}
        save={t('retract.save')}
        onClose={close}
      />
    );
  if (open !== null)
    return (
      <ReasonForm
        what={{ name: 'decide', id: record, field: name, claim: claim.claim, verb: open }}
        title={t(`decide.${open}_title`, { value: claim.text.slice(0, 80) })}
        save={t('decide.save')}
        onClose={close}
      />
    );
  return (
    <div className="claim-actions">
      {claim.ours ? (
        <button type="button" className="button" onClick={() => setOpen('retract')}>
          {t('retract.open')}
        </button>
      ) : (
        <p className="help">{t('retract.not_ours')}</p>
      )}
      {competes && mayDecide && (
        <>
          <button type="button" className="button" onClick={() => setOpen('prefer')}>
            {t('decide.prefer')}
          </button>
          <button type="button" className="button" onClick={() => setOpen('exclude')}>
            {t('decide.exclude')}
          </button>
        </>
      )}
      {competes && !mayDecide && <p className="help">{t('decide.reviewer_only')}</p>}
    </div>
  );
}
