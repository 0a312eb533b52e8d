/** Somebody saved a newer version while this one was typed: both can be read, one is chosen, nothing is lost. */
import type { ReactNode } from 'react';
import type { StatementJson } from '../../../contract/api.ts';
import { useWords } from '../../i18n/language.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';
import type { EditedDraft } from './draft-state.ts';

function Differing(props: { readonly name: string; readonly theirs: string; readonly mine: string }): ReactNode {
  const { t } = useWords();
  if (props.theirs === props.mine) return null;
  return (
    <details className="conflict">
      <summary>{props.name}</summary>
      <div className="two">
        {(['theirs', 'mine'] as const).map((side) => (
          <div key={side}>
            <h4>{t(`draft.${side}`)}</h4>
            <p className="conflict-text">
              <Said text={props[side] === '' ? t('draft.nothing') : props[side]} />
            </p>
          </div>
        ))}
      </div>
    </details>
  );
}

export function DraftConflict(props: {
  readonly theirs: EditedDraft;
  readonly mine: EditedDraft;
  readonly saved: StatementJson['saved'];
  readonly onMine: () => void;
  readonly onTheirs: () => void;
}): ReactNode {
  const { t, maybe } = useWords();
  const { theirs, mine, saved } = props;
  const demands = (d: EditedDraft): string =>
    d.demands.map((x) => `${x.key}: ${Object.values(x.clauses).join(' / ')}`).join('; ');
  return (
    <div className="notice notice-bad" role="alert">
      <p className="notice-title">{t('draft.newer')}</p>
      {saved && (
        <p>
          {t('draft.newer_by', { who: saved.by ?? t('draft.somebody') })} <When edtf={saved.at} />
        </p>
      )}
      <Differing name={t('draft.title')} theirs={theirs.title} mine={mine.title} />
      {mine.versions.map((v) => (
        <Differing
          key={v.lang}
          name={maybe(`lang.${v.lang}`) ?? v.lang}
          theirs={theirs.versions.find((x) => x.lang === v.lang)?.text ?? ''}
          mine={v.text}
        />
      ))}
      <Differing name={t('statement.demands')} theirs={demands(theirs)} mine={demands(mine)} />
      <p className="save-form-buttons">
        <button type="button" className="button" onClick={props.onMine}>
          {t('draft.keep_mine')}
        </button>
        <button type="button" className="button" onClick={props.onTheirs}>
          {t('draft.take_theirs')}
        </button>
      </p>
    </div>
  );
}
