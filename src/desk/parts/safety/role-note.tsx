/** Says in words that a manager changed the role of the person while this tab was open. */
import { type ReactNode, useEffect } from 'react';
import { queries } from '../../api/queries.ts';
import { roleNoticed } from '../../api/session.ts';
import { useSession } from '../../app/who.ts';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';

export function RoleNote(): ReactNode {
  const { t } = useWords();
  const state = useSession();
  const changed = state.status === 'in' && state.roleBefore !== null ? state : null;
  const words = changed
    ? t('safety.role_changed', {
        before: t(`role.${changed.roleBefore ?? changed.user.role}`),
        now: t(`role.${changed.user.role}`),
      })
    : '';
  useEffect(() => {
    if (words === '') return;
    announce(words, true);
    void queries.invalidateQueries();
  }, [words]);
  if (!changed) return null;
  return (
    <div className="bar bar-warn" role="status">
      <p>{words}</p>
      <button type="button" className="button-quiet" onClick={roleNoticed}>
        {t('safety.understood')}
      </button>
    </div>
  );
}
