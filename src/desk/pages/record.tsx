/** One record: accounts of every field, evidence, relations, verification, history, the public view, consent. */
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import type { ApiOut } from '../../contract/api.ts';
import type { RecordPageJson } from '../../contract/areas/record.ts';
import { useRead } from '../api/queries.ts';
import type { RecordSearch, RecordTab } from '../app/address.ts';
import { type Kinds, useKinds } from '../app/kinds.ts';
import { lastList } from '../app/last-list.ts';
import { useReading, useScope } from '../app/space.tsx';
import { useMay } from '../app/who.ts';
import { useWords } from '../i18n/language.tsx';
import '../styles/record.css';
import { ClaimForm } from '../parts/claim-form.tsx';
import { type Saved, SavedLine } from '../parts/form.tsx';
import { Heading } from '../parts/heading.tsx';
import { type PageKey, ROW_KEYS, usePageKeys } from '../parts/keys.ts';
import { Loadable } from '../parts/loadable.tsx';
import { AtEntry } from '../parts/record/at-entry.tsx';
import { ConsentTab } from '../parts/record/consent-tab.tsx';
import { EvidenceTab } from '../parts/record/evidence-tab.tsx';
import { FieldsTab } from '../parts/record/fields-tab.tsx';
import { HistoryTab } from '../parts/record/history-tab.tsx';
import { PublicTab } from '../parts/record/public-tab.tsx';
import { RelationsTab } from '../parts/record/relations-tab.tsx';
import { VerificationTab } from '../parts/record/verification-tab.tsx';

const route = getRouteApi('/s/$space/records/$id');

/** Lists shorten long titles; the page of the record does not. */
function wholeTitle(record: RecordPageJson): string {
  const whole = record.fields['title']?.text ?? '';
  return record.title.endsWith('…') && whole.startsWith(record.title.slice(0, -1)) ? whole : record.title;
}

/** The claim whose evidence `e` opens: the one that has the focus, else the first of the page. */
function focusedClaim(): string | undefined {
  const near = document.activeElement?.closest('.claim')?.querySelector<HTMLElement>('[data-claim]');
  return (near ?? document.querySelector<HTMLElement>('[data-claim]'))?.dataset['claim'];
}

interface TabOf {
  readonly id: RecordTab;
  readonly label: string;
}

/** Tabs a person of this role has on a record of this kind, in the order of the keys 1 to 7. */
function useTabs(record: RecordPageJson, mayWrite: boolean): readonly TabOf[] {
  const { t } = useWords();
  const relations = record.relations.reduce((sum, r) => sum + r.count, 0);
  const tabs: (TabOf & { readonly writers: boolean })[] = [
    { id: 'fields', label: t('record.fields'), writers: false },
    { id: 'evidence', label: t('record.evidence', { n: record.n_evidence }), writers: true },
    { id: 'relations', label: t('record.relations', { n: relations }), writers: false },
    { id: 'verification', label: t('record.verification', { n: record.n_verifications }), writers: true },
    { id: 'history', label: t('record.history'), writers: true },
    { id: 'public', label: t('record.public'), writers: true },
    ...(record.kind === 'Person' ? [{ id: 'consent', label: t('record.consent'), writers: true } as const] : []),
  ];
  return tabs.filter((tab) => mayWrite || !tab.writers);
}

/** Who wrote of the same field while the person wrote: one line, nothing to merge. */
function Meanwhile(props: { readonly others: NonNullable<ApiOut<'claim'>['meanwhile']> }): ReactNode {
  const { t } = useWords();
  const names = [...new Set(props.others.map((o) => (o.by === null ? o.author : `${o.by}, ${o.author}`)))];
  return (
    <p className="notice" role="status">
      {t('record.meanwhile', { who: names.join('; ') })}
    </p>
  );
}

function RecordView(props: { readonly record: RecordPageJson; readonly kinds: Kinds }): ReactNode {
  const { t, maybe } = useWords();
  const { record, kinds } = props;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const leave = useNavigate();
  const { space } = useReading();
  const documenter = useMay('documenter');
  // What was known earlier is read, not written to.
  const mayWrite = documenter && record.at_entry === null;
  const [saved, setSaved] = useState<Saved | null>(null);
  const [meanwhile, setMeanwhile] = useState<ApiOut<'claim'>['meanwhile']>();
  const tabs = useTabs(record, documenter);
  const tab = tabs.find((x) => x.id === search.tab)?.id ?? 'fields';
  const change = (part: RecordSearch): void =>
    void navigate({ search: (now) => ({ ...now, ...part }), replace: part.evidence !== undefined, resetScroll: false });
  const setTab = (id: RecordTab): void =>
    change({ tab: id === 'fields' ? undefined : id, evidence: undefined, review: undefined });
  const add = (field: string): void => {
    setSaved(null);
    setMeanwhile(undefined);
    change({ add: field, tab: undefined });
  };
  usePageKeys([
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
    ...(documenter
      ? [
          {
            code: 'KeyV',
            shown: 'v',
            label: 'keys.verify',
            act: () => change({ tab: 'verification', review: 'open' }),
          } as const,
        ]
      : []),
    ...tabs.map(
      (x, n): PageKey => ({
        code: `Digit${n + 1}`,
        shown: String(n + 1),
        label: `record.tab.${x.id}`,
        act: () => setTab(x.id),
      }),
    ),
    {
      code: 'Escape',
      shown: 'Esc',
      label: 'keys.back',
      act: () => void leave({ to: '/s/$space/records', params: { space: space.slug }, search: lastList(space.slug) }),
    },
    ...ROW_KEYS,
  ]);
  const state =
    record.state === null
      ? null
      : (kinds.state(record.kind, record.state) ?? maybe(`statement.state.${record.state}`) ?? record.state);
  const panels: { readonly [T in RecordTab]: () => ReactNode } = {
    fields: () => (
      <FieldsTab
        record={record}
        kinds={kinds}
        open={search.evidence}
        onOpen={(evidence) => change({ evidence })}
        onAdd={mayWrite ? add : null}
      />
    ),
    evidence: () => <EvidenceTab record={record} kinds={kinds} mayWrite={mayWrite} />,
    relations: () => <RelationsTab record={record} kinds={kinds} mayWrite={mayWrite} />,
    verification: () => (
      <VerificationTab
        record={record}
        kinds={kinds}
        open={search.review === 'open'}
        onOpen={(open) => change({ review: open ? 'open' : undefined })}
      />
    ),
    history: () => (
      <HistoryTab
        record={record}
        kinds={kinds}
        onAt={(at, show) => change({ at, ...(show ? { tab: undefined } : {}) })}
      />
    ),
    public: () => <PublicTab record={record} kinds={kinds} />,
    consent: () => <ConsentTab record={record} kinds={kinds} mayWrite={mayWrite} />,
  };
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
      {record.at_entry && <AtEntry at={record.at_entry} onNow={() => change({ at: undefined })} />}
      <SavedLine saved={saved} />
      {meanwhile && <Meanwhile others={meanwhile} />}
      {search.add !== undefined && mayWrite && (
        <ClaimForm
          record={record}
          field={search.add}
          onField={(field) => change({ add: field })}
          onClose={() => change({ add: undefined })}
          onSaved={(done, others) => {
            change({ add: undefined });
            setSaved(done);
            setMeanwhile(others);
          }}
        />
      )}
      <Tabs
        selectedKey={tab}
        onSelectionChange={(key) => setTab(tabs.find((x) => x.id === key)?.id ?? 'fields')}
        className="tabs"
      >
        <TabList aria-label={t('record.parts')} className="tab-list">
          {tabs.map((x) => (
            <Tab key={x.id} id={x.id} className="tab">
              {x.label}
            </Tab>
          ))}
        </TabList>
        {tabs.map((x) => (
          <TabPanel key={x.id} id={x.id} className="tab-panel">
            {panels[x.id]()}
          </TabPanel>
        ))}
      </Tabs>
    </>
  );
}

export function RecordPage(): ReactNode {
  const { id } = route.useParams();
  const { at } = route.useSearch();
  const scope = useScope();
  const kinds = useKinds();
  const read = useRead('record.page', { ...scope, id, ...(at === undefined ? {} : { at_entry: at }) });
  return (
    <Loadable read={read} rows={10} whole>
      {(record) => <RecordView key={record.id} record={record} kinds={kinds} />}
    </Loadable>
  );
}
