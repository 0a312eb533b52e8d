/** The editor of a draft: title, day, addressees, three languages side by side, demands tied to clauses, annexes, one Save. */
import { getRouteApi, Link } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { parseEdtf } from '../../../base/dates.ts';
import type { StatementJson } from '../../../contract/api.ts';
import { isLang } from '../../../messages/translate.ts';
import { call } from '../../api/client.ts';
import type { ProblemBody } from '../../api/problem.ts';
import { queries } from '../../api/queries.ts';
import { useDraft } from '../../app/drafts.ts';
import { useSave } from '../../app/save.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';
import { ErrorList, type FormError, FormField, type Saved, savedNow } from '../form.tsx';
import { RecordPicker } from '../record-picker.tsx';
import { DraftConflict } from './conflict.tsx';
import {
  draftFrom,
  type EditedDraft,
  inputOf,
  sameDraft,
  withClause,
  withoutDemand,
  withStanding,
  withText,
} from './draft-state.ts';
import { useLevel } from './level.ts';
import { bytesOf, TEXT_MAX } from './marking.ts';
import { MarksTable } from './marks-table.tsx';
import { NamedAddressee } from './named-addressee.tsx';
import { Pane } from './pane.tsx';

const route = getRouteApi('/s/$space/statements/$id');
interface Kept {
  readonly edited: EditedDraft | null;
}
const EMPTY: Kept = { edited: null };

/** Control to which a refusal of the node belongs. */
function fieldOf(body: ProblemBody): string {
  const demand = body['demand'];
  if (typeof demand === 'string') return `draft-demand-${demand}`;
  if (body.code === 'E_DATE') return 'draft-date';
  if (body.code === 'E_EMPTY' && body['field'] === 'title') return 'draft-title';
  if (body.code === 'E_NOT_FOUND') return 'draft-annexes';
  return 'draft-text-en';
}

export function StatementEditor(props: { readonly statement: StatementJson }): ReactNode {
  const { t, lang, maybe } = useWords();
  const { statement } = props;
  const scope = useScope();
  const save = useSave();
  const level = useLevel();
  const { text: asked } = route.useSearch();
  const [kept, change, clear] = useDraft<Kept>(`statement ${statement.id}`, EMPTY);
  const [wrong, setWrong] = useState<readonly FormError[]>([]);
  const [saved, setSaved] = useState<Saved | null>(null);
  const theirs = draftFrom(statement);
  const draft = kept.edited ?? theirs;
  const latest = useRef(draft);
  latest.current = draft;
  const dirty = kept.edited !== null && !sameDraft(draft, theirs);
  const conflict = kept.edited !== null && draft.base !== statement.revision && dirty;
  const edit = (next: EditedDraft): void => {
    latest.current = next;
    change({ edited: next });
  };
  const shown = asked ?? lang;
  const body = save.problem?.body;
  // That a newer version stands is told by the notice that shows both.
  const newer = body?.code === 'E_DRAFT_NEWER';
  const errors = wrong.length > 0 || !body || newer ? wrong : [{ field: fieldOf(body), message: body.message }];

  const submit = async (): Promise<void> => {
    if (save.busy) return;
    const sent = latest.current;
    const found: FormError[] = [];
    if (sent.title.trim() === '') found.push({ field: 'draft-title', message: t('draft.need_title') });
    if (sent.date.trim() !== '' && !parseEdtf(sent.date.trim()).ok)
      found.push({ field: 'draft-date', message: t('form.need_date') });
    for (const v of sent.versions) {
      const field = `draft-text-${v.lang}`;
      if (bytesOf(v.text) > TEXT_MAX)
        found.push({ field, message: t('draft.too_long', { n: Math.ceil((bytesOf(v.text) - TEXT_MAX) / 1024) }) });
      if (v.standing === 'original' && v.text.trim() === '')
        found.push({ field, message: t('draft.need_original', { lang: maybe(`lang.${v.lang}`) ?? v.lang }) });
    }
    save.forget();
    setSaved(null);
    setWrong(found);
    if (found.length > 0) return;
    const answer = await save.run(() =>
      call('statement.draft', { space: scope.space, lang, id: statement.id, ...inputOf(sent) }),
    );
    if (answer === null) {
      // The draft may have been saved, or its text frozen, by somebody else: what stands now is shown beside this.
      void queries.invalidateQueries();
      return;
    }
    // What was typed while the node wrote stays, on top of what it has now.
    if (latest.current === sent) clear();
    else change({ edited: { ...latest.current, base: answer.revision } });
    const now = savedNow(answer.entry);
    setSaved(now);
    announce(t('form.saved', { time: now.at }));
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    }
  };
  return (
    <form
      className="statement-editor"
      aria-label={t('draft.edit')}
      noValidate
      onKeyDown={onKey}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {conflict && (
        <DraftConflict
          theirs={theirs}
          mine={draft}
          saved={statement.saved}
          onMine={() => {
            save.forget();
            edit({ ...draft, base: statement.revision });
          }}
          onTheirs={() => {
            save.forget();
            clear();
          }}
        />
      )}
      <ErrorList errors={errors} problem={wrong.length > 0 || (newer && conflict) ? null : save.problem} />
      <FormField id="draft-title" label={t('draft.title')} required errors={errors}>
        {(aids) => (
          <input
            {...aids}
            dir="auto"
            className="field-wide"
            value={draft.title}
            onChange={(e) => edit({ ...draft, title: e.target.value })}
          />
        )}
      </FormField>
      <div className="field-pair">
        <FormField id="draft-date" label={t('draft.date')} help={t('value.date_help')} errors={errors}>
          {(aids) => <input {...aids} value={draft.date} onChange={(e) => edit({ ...draft, date: e.target.value })} />}
        </FormField>
        <RecordPicker
          id="draft-addressees"
          label={t('draft.addressees')}
          help={t('draft.addressees_help')}
          kinds={['Organisation']}
          many
          picked={draft.addressees}
          onPick={(addressees) => edit({ ...draft, addressees })}
        />
        <NamedAddressee
          onAdd={(name) =>
            draft.addressees.some((a) => a.id === name)
              ? undefined
              : edit({ ...draft, addressees: [...draft.addressees, { id: name, title: name }] })
          }
        />
      </div>
      <h2>{t('draft.texts')}</h2>
      <p className="help">{t('draft.plain')}</p>
      <nav className="version-switch" aria-label={t('statement.languages')}>
        {draft.versions.map((v) => (
          <Link
            key={v.lang}
            from="/s/$space/statements/$id"
            search={(now) => ({ ...now, text: isLang(v.lang) ? v.lang : undefined })}
            className="chip"
            aria-current={v.lang === shown ? 'true' : undefined}
            resetScroll={false}
          >
            <span lang={v.lang}>{maybe(`lang.${v.lang}`) ?? v.lang}</span>
          </Link>
        ))}
      </nav>
      <div className="versions versions-3 panes">
        {draft.versions.map((v) => (
          <Pane
            key={v.lang}
            version={v}
            demands={draft.demands}
            current={v.lang === shown}
            errors={errors}
            onText={(text) => edit(withText(latest.current, v.lang, text))}
            onStanding={(standing) => edit(withStanding(draft, v.lang, standing))}
            onMark={(key, words) => edit(withClause(draft, key, v.lang, words))}
            onPane={(pane) => level.pane(v.lang, pane)}
            onScroll={() => level.scrolled(v.lang)}
          />
        ))}
      </div>
      <h2>{t('statement.demands')}</h2>
      <MarksTable
        draft={draft}
        errors={errors}
        onRemove={(key) => edit(withoutDemand(draft, key))}
        onAddressees={(key, addressees) =>
          edit({ ...draft, demands: draft.demands.map((d) => (d.key === key ? { ...d, addressees } : d)) })
        }
      />
      <RecordPicker
        id="draft-annexes"
        label={t('draft.annexes')}
        help={t('draft.annexes_help')}
        error={errors.find((e) => e.field === 'draft-annexes')?.message}
        kinds={['Evidence']}
        many
        picked={draft.annexes}
        onPick={(annexes) => edit({ ...draft, annexes })}
      />
      <div className="save-bar">
        <button type="submit" className="button-primary" aria-disabled={save.busy}>
          {save.busy ? t('form.saving') : t('draft.save')}
        </button>
        <p role="status" className="save-state">
          {dirty ? t('draft.unsaved') : saved ? t('form.saved', { time: saved.at }) : t('draft.all_saved')}
        </p>
        <span className="help">{t('draft.keys')}</span>
      </div>
    </form>
  );
}
