/** Go to or do: pages, spaces, ids, records found by their text. Opened with Ctrl K. */
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Dialog } from 'react-aria-components/Dialog';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Menu, MenuItem } from 'react-aria-components/Menu';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { TextField } from 'react-aria-components/TextField';
import { foldCase, foldKazakh } from '../../base/text.ts';
import { useRead } from '../api/queries.ts';
import { useKinds } from '../app/kinds.ts';
import { PLACES, pathOf } from '../app/places.ts';
import { pageOf, reaches } from '../app/reach.ts';
import { useReading, useScope } from '../app/space.tsx';
import { useSession } from '../app/who.ts';
import { useWords } from '../i18n/language.tsx';
import { langOf } from '../i18n/script.ts';
import { shownKey } from './keys.ts';
import { openOverlay } from './overlays.ts';
import { useGo } from './path-link.tsx';

interface Choice {
  readonly id: string;
  readonly text: string;
  readonly hint: string;
  readonly go: () => void;
}

const fold = (text: string): string => foldKazakh(foldCase(text));

export function Palette(): ReactNode {
  const { t, lang } = useWords();
  const { space, spaces } = useReading();
  const scope = useScope();
  const kinds = useKinds();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const found = useRead('search', { ...scope, text: asked, limit: 8 }, { enabled: asked.length > 1 });
  const goTo = useGo();
  const state = useSession();
  const to = (path: string) => (): void => goTo(path);
  const path = pathOf(asked);
  const places: readonly Choice[] = [
    ...PLACES.filter((p) => state.status === 'in' && reaches(state.user.role, pageOf(p.to))).map((p) => ({
      id: p.to,
      text: t(p.label),
      hint: shownKey(p.shown),
      go: () => void navigate({ to: p.to, params: { space: space.slug } }),
    })),
    { id: 'settings', text: t('nav.settings'), hint: '', go: to('settings') },
    { id: 'keys', text: t('keys.title'), hint: '?', go: () => openOverlay('keys') },
    ...spaces
      .filter((s) => s.id !== space.id)
      .map((s) => ({
        id: s.id,
        text: s.title[lang],
        hint: t('frame.space'),
        go: () => void navigate({ to: '/s/$space/today', params: { space: s.slug }, search: { asof: undefined } }),
      })),
  ].filter((c) => fold(c.text).includes(fold(asked)));
  const records = asked.length > 1 ? (found.data?.items ?? []) : [];
  const choices: readonly Choice[] = [
    ...(path === null ? [] : [{ id: 'id', text: t('palette.open_id', { id: asked }), hint: '', go: to(path) }]),
    ...places,
    ...records.map((r) => ({ id: r.id, text: r.title, hint: kinds.kind(r.kind), go: to(pathOf(r.id) ?? 'records') })),
  ];
  const choose = (key: string): void => {
    openOverlay(null);
    choices.find((c) => c.id === key)?.go();
  };
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={() => openOverlay(null)} className="overlay overlay-top">
      <Modal className="overlay-modal">
        <Dialog className="dialog dialog-palette" aria-label={t('palette.title')}>
          <Autocomplete inputValue={text} onInputChange={setText}>
            <TextField autoFocus className="palette-field">
              <Label>{t('palette.label')}</Label>
              <Input className="field-wide" spellCheck={false} autoComplete="off" />
            </TextField>
            <Menu
              className="palette-list"
              aria-label={t('palette.title')}
              items={choices}
              onAction={(key) => choose(String(key))}
              renderEmptyState={() => <p className="help">{t('palette.nothing')}</p>}
            >
              {(choice) => (
                <MenuItem id={choice.id} textValue={choice.text} className="palette-item">
                  <span lang={langOf(choice.text, lang)} dir="auto">
                    {choice.text}
                  </span>
                  <span className="palette-hint">{choice.hint}</span>
                </MenuItem>
              )}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
