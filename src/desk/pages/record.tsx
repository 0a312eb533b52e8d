/** One record: every field with every claim, relations, history; a claim can be added to any field. */
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import type { RecordJson } from '../../contract/api.ts';
import { useRead } from '../api/queries.ts';
import type { RecordSearch } from '../app/address.ts';
import { type Kinds, useKinds } from '../app/kinds.ts';
import { lastList } from '../app/last-list.ts';
import { useReading, useScope } from '../app/space.tsx';
import { useMay } from '../app/who.ts';
import { useWords } from '../i18n/language.tsx';
import { ClaimForm } from '../parts/claim-form.tsx';
import { FieldClaims } from '../parts/claims.tsx';
import { type Saved, SavedLine } from '../parts/form.tsx';
import { Heading } from '../parts/heading.tsx';
import { type PageKey, ROW_KEYS, usePageKeys } from '../parts/keys.ts';
import { Loadable } from '../parts/loadable.tsx';
import { RecordHistory } from '../parts/record-history.tsx';
import { Relations } from '../parts/relations.tsx';

const route = getRouteApi('/s/$space/records/$id');

function fieldNames(record: RecordJson, kinds: Kinds): readonly string[] {
  const known = kinds.list.find((k) => k.kind === record.kind)?.fields.map((f) => f.name) ?? [];
  const present = Object.keys(record.fields);
  return [...known.filter((f) => present.includes(f)), ...present.filter((f) => !known.includes(f))];
}

/** Lists shorten long titles; the page of the record does not. */
function wholeTitle(record: RecordJson): string {
  const whole = record.fields['title']?.text ?? '';
  return record.title.endsWith('…') && whole.startsWith(record.title.slice(0, -1)) ? whole : record.title;
}

/** The claim whose evidence `e` opens: the one that has the focus, else the first of the page. */
function focusedClaim(): string | undefined {
  const near = document.activeElement?.closest('.claim')?.querySelector<HTMLElement>('[data-claim]');
  return (near ?? document.querySelector<HTMLElement>('[data-claim]'))?.dataset['claim'];
}

function Fields(props: {
  readonly record: RecordJson;
  readonly kinds: Kinds;
  readonly open: string | undefined;
  readonly onOpen: (claim: string | undefined) => void;
  readonly onAdd: ((field: string) => void) | null;
}): ReactNode {
  const { t } = useWords();
  const { record, kinds, onAdd } = props;
  return fieldNames(record, kinds).map((name) => {
    const field = record.fields[name];
    if (!field) return null;
    const def = kinds.field(record.kind, name);
    return (
      <FieldClaims
        key={name}
        name={name}
        label={def?.label ?? t('record.unknown_field', { field: name })}
        field={field}
        kinds={kinds}
        list={def?.card === '*' || def?.card === '+'}
        open={props.open}
        onOpen={props.onOpen}
        onAdd={onAdd === null ? null : () => onAdd(name)}
      />
    );
  });
}

function RecordView(props: { readonly record: RecordJson }): ReactNode {
  const { t, maybe } = useWords();
  const { record } = props;
  const kinds = useKinds();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const leave = useNavigate();
  const { space } = useReading();
  const mayWrite = useMay('documenter');
  const [saved, setSaved] = useState<Saved | null>(null);
  const tab = search.tab ?? 'fields';
  const change = (part: RecordSearch): void =>
    void navigate({ search: (now) => ({ ...now, ...part }), replace: part.evidence !== undefined, resetScroll: false });
  const setTab = (key: string): void =>
    change({ tab: key === 'relations' || key === 'history' ? key : undefined, evidence: undefined });
  const add = (field: string): void => {
    setSaved(null);
    change({ add: field, tab: undefined });
  };
  const keys: readonly PageKey[] = [
    {
      code: 'KeyE',
      shown: 'e',
      label: 'keys.evidence',
      act: () => {
        const claim = focusedClaim();
        change({ evidence: claim === search.evidence ? undefined : claim });
      },
    },
    ...(mayWrite ? [{ code: 'KeyA', shown: 'a', label: 'claim.add', act: () => add('-') } as const] : []),
    { code: 'Digit1', shown: '1', label: 'record.fields', act: () => setTab('fields') },
    { code: 'Digit2', shown: '2', label: 'record.relations_word', act: () => setTab('relations') },
    ...(mayWrite
      ? [{ code: 'Digit3', shown: '3', label: 'record.history', act: () => setTab('history') } as const]
      : []),
    {
      code: 'Escape',
      shown: 'Esc',
      label: 'keys.back',
      act: () => void leave({ to: '/s/$space/records', params: { space: space.slug }, search: lastList(space.slug) }),
    },
    ...ROW_KEYS,
  ];
  usePageKeys(keys);
  const n = record.relations.reduce((sum, r) => sum + r.count, 0);
  const state =
    record.state === null
      ? null
      : (kinds.state(record.kind, record.state) ?? maybe(`statement.state.${record.state}`) ?? record.state);
  return (
    <>
      <Heading
        title={wholeTitle(record)}
        fromData
        tab={kinds.kind(record.kind)}
        above={kinds.kind(record.kind)}
        below={
          <>
            {state !== null && <span>{state}</span>}
            <span className="mono">{record.id}</span>
          </>
        }
      >
        {mayWrite && (
          <button type="button" className="button-primary" onClick={() => add('-')}>
            {t('claim.add')}
          </button>
        )}
      </Heading>
      <SavedLine saved={saved} />
      {search.add !== undefined && mayWrite && (
        <ClaimForm
          record={record}
          field={search.add}
          onField={(field) => change({ add: field })}
          onClose={() => change({ add: undefined })}
          onSaved={(done) => {
            change({ add: undefined });
            setSaved(done);
          }}
        />
      )}
      <Tabs selectedKey={tab} onSelectionChange={(key) => setTab(String(key))} className="tabs">
        <TabList aria-label={t('record.parts')} className="tab-list">
          <Tab id="fields" className="tab">
            {t('record.fields')}
          </Tab>
          <Tab id="relations" className="tab">
            {t('record.relations', { n })}
          </Tab>
          {mayWrite && (
            <Tab id="history" className="tab">
              {t('record.history')}
            </Tab>
          )}
        </TabList>
        <TabPanel id="fields" className="tab-panel">
          <Fields
            record={record}
            kinds={kinds}
            open={search.evidence}
            onOpen={(evidence) => change({ evidence })}
            onAdd={mayWrite ? add : null}
          />
        </TabPanel>
        <TabPanel id="relations" className="tab-panel">
          <Relations record={record} kinds={kinds} />
        </TabPanel>
        {mayWrite && (
          <TabPanel id="history" className="tab-panel">
            <RecordHistory record={record} kinds={kinds} />
          </TabPanel>
        )}
      </Tabs>
    </>
  );
}

export function RecordPage(): ReactNode {
  const { id } = route.useParams();
  const scope = useScope();
  const read = useRead('show', { ...scope, id });
  return (
    <Loadable read={read} rows={10} whole>
      {(record) => <RecordView key={record.id} record={record} />}
    </Loadable>
  );
}
