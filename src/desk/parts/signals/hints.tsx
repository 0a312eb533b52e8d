/** Possible duplicates and accounts of the same event, each with its reasons. Hints are listed, never applied by themselves. */
import { type ReactNode, useState } from 'react';
import type { ApiOut } from '../../../contract/api.ts';
import type { HintJson } from '../../../contract/areas/signals.ts';
import { useRead } from '../../api/queries.ts';
import { useKinds } from '../../app/kinds.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { Loadable } from '../loadable.tsx';
import { PathLink } from '../path-link.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';
import type { Act } from './acts.ts';
import { Reasons } from './reasons.tsx';

export type Candidates = ApiOut<'signals.candidates'>;

export const useCandidates = (id: string | null): ReturnType<typeof useRead<'signals.candidates'>> => {
  const scope = useScope();
  return useRead('signals.candidates', { ...scope, id: id ?? '' }, { enabled: id !== null });
};

/** Pairs that this person called different, in this tab: nothing is written, the hint only steps back. */
const different = new Set<string>();

export const hintName = (hint: { readonly code: string | null; readonly title: string }): string =>
  hint.code === null ? hint.title : `${hint.code} ${hint.title}`;

function Hint(props: {
  readonly hint: HintJson;
  readonly same: Act | null;
  readonly independent: Act | null;
  readonly sameOrigin: Act | null;
  readonly onAct: (act: Act) => void;
  readonly onDifferent: () => void;
}): ReactNode {
  const { t } = useWords();
  const kinds = useKinds();
  const { hint } = props;
  const name = hintName(hint);
  const state = hint.state === null ? null : kinds.state('Signal', hint.state);
  const button = (act: Act | null, label: string): ReactNode =>
    act && (
      <button type="button" className="button" aria-label={`${label}: ${name}`} onClick={() => props.onAct(act)}>
        {label}
      </button>
    );
  return (
    <li className="signal-hint">
      <p className="signal-meta">
        {hint.said_at !== null && <When edtf={hint.said_at} />}
        {hint.place && <Said text={hint.place.title} />}
        {hint.speaker !== null && <Said text={hint.speaker} />}
        {state !== null && <span>{state}</span>}
      </p>
      <p>
        <PathLink to={hint.id}>
          <Said text={name} />
        </PathLink>
      </p>
      <p>
        <Reasons reasons={hint.reasons} />
      </p>
      {hint.linked ? (
        <p className="help">{t('signals.hint_linked')}</p>
      ) : (
        <p className="signal-hint-do">
          {button(props.same, t('signals.same'))}
          {button(props.independent, t('signals.independent'))}
          {button(props.sameOrigin, t('signals.same_origin'))}
          <button
            type="button"
            className="button-quiet"
            aria-label={`${t('signals.different')}: ${name}`}
            onClick={props.onDifferent}
          >
            {t('signals.different')}
          </button>
        </p>
      )}
    </li>
  );
}

export function Hints(props: { readonly id: string; readonly onAct: (act: Act) => void }): ReactNode {
  const { t } = useWords();
  const read = useCandidates(props.id);
  const [, redraw] = useState(0);
  const open = (hint: HintJson): boolean => !different.has(`${props.id} ${hint.id}`);
  const setDifferent = (hint: HintJson): void => {
    different.add(`${props.id} ${hint.id}`);
    redraw((n) => n + 1);
  };
  return (
    <Loadable read={read} rows={2}>
      {(found) => {
        const put = found.duplicates.concat(found.corroborating).filter((hint) => !open(hint)).length;
        const duplicates = found.duplicates.filter(open);
        const agreeing = found.corroborating.filter(open);
        const repeats = (hint: HintJson): boolean => hint.reasons.some((reason) => reason.code === 'same_origin');
        return (
          <>
            <h3>{t('signals.duplicates')}</h3>
            {duplicates.length === 0 && <p className="help">{t('signals.duplicates_none')}</p>}
            <ul className="plain">
              {duplicates.map((hint) => (
                <Hint
                  key={hint.id}
                  hint={hint}
                  same={{ input: { action: 'duplicate_of', other: hint.id }, named: hintName(hint) }}
                  independent={null}
                  sameOrigin={null}
                  onAct={props.onAct}
                  onDifferent={() => setDifferent(hint)}
                />
              ))}
            </ul>
            <h3>{t('signals.agreeing')}</h3>
            {found.n_origins > 1 && <p>{t('signals.origins_agree', { n: found.n_origins })}</p>}
            {agreeing.length === 0 && <p className="help">{t('signals.agreeing_none')}</p>}
            <ul className="plain">
              {agreeing.map((hint) => (
                <Hint
                  key={hint.id}
                  hint={hint}
                  same={null}
                  independent={
                    repeats(hint)
                      ? null
                      : {
                          input: { action: 'corroborate', other: hint.id, origin: 'independent' },
                          named: hintName(hint),
                        }
                  }
                  sameOrigin={{
                    input: { action: 'corroborate', other: hint.id, origin: 'same_origin' },
                    named: hintName(hint),
                  }}
                  onAct={props.onAct}
                  onDifferent={() => setDifferent(hint)}
                />
              ))}
            </ul>
            {put > 0 && (
              <p className="help">
                {t('signals.different_put', { n: put })}{' '}
                <button
                  type="button"
                  className="button-quiet"
                  onClick={() => {
                    different.clear();
                    redraw((n) => n + 1);
                  }}
                >
                  {t('signals.different_back')}
                </button>
              </p>
            )}
          </>
        );
      }}
    </Loadable>
  );
}
