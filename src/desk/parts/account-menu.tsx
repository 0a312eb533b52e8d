/** Account: who is logged in, settings, people, keys, and the way out. The lock button stands in the frame itself. */
import { useNavigate } from '@tanstack/react-router';
import { Lock, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { ApiProblem } from '../api/problem.ts';
import { lockDesk, logOut } from '../api/session.ts';
import { useMay, useSession } from '../app/who.ts';
import { useReading } from '../app/space.tsx';
import { useWords } from '../i18n/language.tsx';
import { announce } from './announce.tsx';
import { openOverlay } from './overlays.ts';

export function AccountMenu(): ReactNode {
  const { t } = useWords();
  const { space } = useReading();
  const navigate = useNavigate();
  const state = useSession();
  const manager = useMay('manager');
  const leave = async (): Promise<void> => {
    try {
      await logOut();
    } catch (cause) {
      if (!(cause instanceof ApiProblem)) throw cause;
      announce(t('frame.not_logged_out'), true);
    }
  };
  const name = state.status === 'in' ? state.user.name : '';
  return (
    <div className="top-account">
      <MenuTrigger>
        <Button className="button-quiet" aria-label={t('frame.account_of', { name })}>
          <UserRound aria-hidden="true" size={20} strokeWidth={1.75} />
          <span className="top-account-name" dir="auto">
            {name}
          </span>
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu className="popover-menu">
            <MenuItem onAction={() => void navigate({ to: '/s/$space/settings', params: { space: space.slug } })}>
              {t('nav.settings')}
            </MenuItem>
            {manager && (
              <MenuItem onAction={() => void navigate({ to: '/s/$space/people', params: { space: space.slug } })}>
                {t('nav.people')}
              </MenuItem>
            )}
            <MenuItem onAction={() => openOverlay('palette')}>{t('palette.title')}</MenuItem>
            <MenuItem onAction={() => openOverlay('keys')}>{t('keys.title')}</MenuItem>
            <MenuItem onAction={() => void leave()}>{t('frame.log_out')}</MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <button type="button" className="button-quiet" title={t('safety.lock_title')} onClick={() => void lockDesk()}>
        <Lock aria-hidden="true" size={20} strokeWidth={1.75} />
        <span className="top-lock-word">{t('frame.lock')}</span>
      </button>
    </div>
  );
}
