/** A page that the role does not reach: said in words, with whom to ask; never whether anything is there. */
import { type ReactNode, useEffect, useRef } from 'react';
import { useSession } from '../../app/who.ts';
import { useWords } from '../../i18n/language.tsx';

export function Forbidden(props: { readonly tab: string }): ReactNode {
  const { t } = useWords();
  const state = useSession();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${props.tab} · ${t('app.name')}`;
    head.current?.focus({ preventScroll: true });
  }, [props.tab, t]);
  if (state.status !== 'in') return null;
  return (
    <div className="notice">
      <h1 ref={head} tabIndex={-1} className="notice-title">
        {t('safety.forbidden')}
      </h1>
      <p>{t('safety.forbidden_role', { role: t(`role.${state.user.role}`) })}</p>
      {state.ask.length > 0 && (
        <>
          <p>{t('safety.ask')}</p>
          <ul>
            {state.ask.map((name) => (
              <li key={name} dir="auto">
                {name}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
