/** Saved searches of this person: use, save the filters in force, rename, share, delete with the way back. */
import { type ReactNode, useState } from 'react';
import type { SavedFilter, SavedSearchJson } from '../../../contract/areas/lists.ts';
import { call } from '../../api/client.ts';
import { useRead } from '../../api/queries.ts';
import { useSave } from '../../app/save.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { ErrorList, FormField } from '../form.tsx';
import { Said } from '../said.tsx';

interface SaveDraft {
  readonly name: string;
  readonly shared: boolean;
}
const EMPTY: SaveDraft = { name: '', shared: false };

/** Saves the filters in force under a name; of one's own search that is in use, changes it. */
export function SaveSearchForm(props: {
  readonly filter: SavedFilter;
  readonly using: SavedSearchJson | null;
  readonly onDone: (saved: SavedSearchJson) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const scope = useScope();
  const form = useDraftForm(`search ${scope.space}`, EMPTY, () => 'saved-name');
  const { draft, change } = form;
  const mine = props.using?.mine === true ? props.using : null;
  const [again, setAgain] = useState(mine !== null);
  const name = draft.name === '' && again && mine ? mine.name : draft.name;
  const submit = (): void =>
    void form.submit({
      wrong: name.trim() === '' ? [{ field: 'saved-name', message: t('saved.name_needed') }] : [],
      write: () =>
        call('searches.put', {
          ...{ space: scope.space, name, filter: props.filter, shared: draft.shared },
          ...(again && mine ? { id: mine.id } : {}),
        }),
      done: (_, answer) => props.onDone(answer),
    });
  return (
    <DraftForm form={form} title={t('saved.save')} save={t('saved.do')} onSave={submit} onClose={props.onClose}>
      <FormField id="saved-name" label={t('saved.name')} required errors={form.errors}>
        {(aids) => (
          <input
            {...aids}
            className="field-wide"
            value={name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </FormField>
      {mine && (
        <label className="check-line">
          <input type="checkbox" checked={again} onChange={(event) => setAgain(event.target.checked)} />
          <span>{t('saved.replace', { name: mine.name })}</span>
        </label>
      )}
      <label className="check-line">
        <input type="checkbox" checked={draft.shared} onChange={(event) => change({ shared: event.target.checked })} />
        <span>{t('saved.share')}</span>
      </label>
    </DraftForm>
  );
}

export function SavedSearches(props: {
  readonly using: string | undefined;
  readonly onUse: (search: SavedSearchJson) => void;
}): ReactNode {
  const { t } = useWords();
  const scope = useScope();
  const read = useRead('searches.list', { space: scope.space });
  const save = useSave();
  const [renaming, setRenaming] = useState<string | null>(null);
  const [gone, setGone] = useState<SavedSearchJson | null>(null);
  const list = read.data?.searches ?? [];
  if (list.length === 0 && gone === null) return null;
  const put = (s: SavedSearchJson, name: string): Promise<unknown> =>
    save.run(() => call('searches.put', { space: scope.space, id: s.id, name, filter: s.filter, shared: s.shared }));
  const remove = (s: SavedSearchJson): void =>
    void save.run(() => call('searches.delete', { space: scope.space, id: s.id })).then((done) => done && setGone(s));
  return (
    <fieldset className="facet saved">
      <legend>{t('saved.title')}</legend>
      <ErrorList errors={[]} problem={save.problem} />
      {gone && (
        <p role="status" className="saved-gone">
          {t('saved.deleted', { name: gone.name })}{' '}
          <button
            type="button"
            className="button-quiet"
            onClick={() => void put(gone, gone.name).then((back) => back !== null && setGone(null))}
          >
            {t('saved.undo')}
          </button>
        </p>
      )}
      <ul className="plain">
        {list.map((s) => (
          <li key={s.id} className="saved-row">
            {renaming === s.id ? (
              <Rename search={s} onDone={(name) => void put(s, name).then(() => setRenaming(null))} />
            ) : (
              <>
                <button
                  type="button"
                  className="button-quiet saved-use"
                  aria-current={props.using === s.id ? 'true' : undefined}
                  onClick={() => props.onUse(s)}
                >
                  <Said text={s.name} />
                </button>
                {!s.mine && <span className="help">{t('saved.of', { name: s.owner })}</span>}
                {s.mine && s.shared && <span className="help">{t('saved.shared')}</span>}
                {s.mine && (
                  <span className="saved-tools">
                    <button
                      type="button"
                      className="button-quiet"
                      aria-label={`${t('saved.rename')}: ${s.name}`}
                      onClick={() => setRenaming(s.id)}
                    >
                      {t('saved.rename')}
                    </button>
                    <button
                      type="button"
                      className="button-quiet"
                      aria-label={`${t('saved.delete')}: ${s.name}`}
                      onClick={() => remove(s)}
                    >
                      {t('saved.delete')}
                    </button>
                  </span>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function Rename(props: { readonly search: SavedSearchJson; readonly onDone: (name: string) => void }): ReactNode {
  const { t } = useWords();
  const [name, setName] = useState(props.search.name);
  return (
    <form
      className="saved-rename"
      onSubmit={(event) => {
        event.preventDefault();
        props.onDone(name);
      }}
    >
      <input
        ref={(element) => element?.focus()}
        aria-label={t('saved.name')}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" className="button">
        {t('saved.rename')}
      </button>
    </form>
  );
}
