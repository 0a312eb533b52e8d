/** Deliveries: what was handed over, to whom, and whether a reply is due; overdue first. New ones, receipts, answers, letters. */
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { DemandJson } from '../../contract/api.ts';
import { CLOCK_STATES, type DeliveryJson } from '../../contract/areas/deliveries.ts';
import { useRead } from '../api/queries.ts';
import type { DeliveriesSearch } from '../app/address.ts';
import { useScope } from '../app/space.tsx';
import { useMay } from '../app/who.ts';
import { useWords } from '../i18n/language.tsx';
import { AnswerForm, ReceiptForm, WithdrawForm } from '../parts/deliveries/after-forms.tsx';
import { ClockMark } from '../parts/deliveries/clock-word.tsx';
import { type DeliveryAction, DeliveryCard } from '../parts/deliveries/delivery-card.tsx';
import { DeliveryForm, PURPOSES } from '../parts/deliveries/delivery-form.tsx';
import { ChoiceField } from '../parts/fields.tsx';
import { Letter } from '../parts/deliveries/letter.tsx';
import { type Saved, SavedLine } from '../parts/form.tsx';
import { EmptyFirst } from '../parts/empty-first.tsx';
import { Heading } from '../parts/heading.tsx';
import { ROW_KEYS, usePageKeys } from '../parts/keys.ts';
import { Loadable } from '../parts/loadable.tsx';
import { PathLink } from '../parts/path-link.tsx';
import type { Picked } from '../parts/record-picker.tsx';
import '../styles/deliveries.css';

const route = getRouteApi('/s/$space/deliveries');

const matches = (d: DeliveryJson, search: DeliveriesSearch): boolean =>
  (search.clock === undefined || search.clock.includes(d.clock.state)) &&
  (search.purpose === undefined || d.purpose === search.purpose);

function Filters(props: {
  readonly deliveries: readonly DeliveryJson[];
  readonly search: DeliveriesSearch;
  readonly onChange: (change: Partial<DeliveriesSearch>) => void;
}): ReactNode {
  const { t } = useWords();
  const { deliveries, search, onChange } = props;
  const chosen = search.clock ?? [];
  const toggle = (clock: string): void => {
    const next = chosen.includes(clock) ? chosen.filter((c) => c !== clock) : [...chosen, clock];
    onChange({ clock: next.length === 0 ? undefined : next });
  };
  const there = CLOCK_STATES.filter((c) => chosen.includes(c) || deliveries.some((d) => d.clock.state === c));
  return (
    <section className="demand-filters" aria-label={t('deliveries.filters')}>
      <fieldset className="filter-chips">
        <legend>{t('deliveries.clock')}</legend>
        {there.map((c) => (
          <button
            key={c}
            type="button"
            className="chip chip-button"
            aria-pressed={chosen.includes(c)}
            onClick={() => toggle(c)}
          >
            <span className="state">
              <ClockMark clock={c} />
              <span>{t(`deliveries.clock.${c}`)}</span>
            </span>
          </button>
        ))}
      </fieldset>
      <ChoiceField
        id="deliveries-purpose"
        label={t('delivery.purpose')}
        none={t('deliveries.any_purpose')}
        errors={[]}
        choices={PURPOSES.map((p) => ({ id: p, label: t(`delivery.purpose.${p}`) }))}
        value={search.purpose ?? ''}
        onChange={(purpose) => onChange({ purpose: purpose === '' ? undefined : purpose })}
      />
    </section>
  );
}

/** The form for a new delivery, once what it needs to know is here; `what` names a demand or a statement to begin with. */
function NewDelivery(props: {
  readonly what: string;
  readonly purpose: string | undefined;
  readonly onClose: () => void;
  readonly onSaved: (saved: Saved) => void;
}): ReactNode {
  const scope = useScope();
  const demands = useRead('demand.list', scope);
  const rules = useRead('deliveries.rules', scope);
  const given = props.what === '-' ? null : props.what;
  const isDemand = demands.data?.demands.some((d) => d.id === given || d.key === given) ?? true;
  const other = useRead('show', { ...scope, id: given ?? '' }, { enabled: given !== null && !isDemand });
  const what = useMemo((): readonly Picked[] | null => {
    if (given === null) return [];
    const demand = demands.data?.demands.find((d) => d.id === given || d.key === given);
    if (demand) return [{ id: demand.id, title: `${demand.key} ${demand.text}` }];
    if (other.data) return [{ id: other.data.id, title: other.data.title }];
    return other.error ? [] : null;
  }, [given, demands.data, other.data, other.error]);
  return (
    <Loadable read={demands} rows={6}>
      {(list: { readonly demands: readonly DemandJson[] }) => (
        <Loadable read={rules} rows={6}>
          {({ rules: rows }) =>
            what === null ? null : (
              <DeliveryForm
                demands={list.demands.filter((d) => d.kind !== 'reported')}
                rules={rows}
                what={what}
                purpose={props.purpose}
                onClose={props.onClose}
                onSaved={props.onSaved}
              />
            )
          }
        </Loadable>
      )}
    </Loadable>
  );
}

function After(props: {
  readonly delivery: DeliveryJson;
  readonly form: DeliveriesSearch['form'];
  readonly onClose: () => void;
  readonly onSaved: (saved: Saved) => void;
}): ReactNode {
  const { form, ...rest } = props;
  if (rest.delivery.withdrawn !== null) return null;
  if (form === 'answer') return <AnswerForm {...rest} />;
  if (form === 'receipt') return <ReceiptForm {...rest} />;
  if (form === 'withdraw') return <WithdrawForm {...rest} />;
  return null;
}

export function DeliveriesPage(): ReactNode {
  const { t } = useWords();
  const scope = useScope();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mayWrite = useMay('documenter');
  const [saved, setSaved] = useState<Saved | null>(null);
  const read = useRead('deliveries.list', scope);
  const go = (change: Partial<DeliveriesSearch>): void =>
    void navigate({ search: (now) => ({ ...now, ...change }), resetScroll: false });
  const startNew = (): void => {
    setSaved(null);
    go({ new: '-', as: undefined, form: undefined });
  };
  const close = (): void => go({ new: undefined, as: undefined, form: undefined });
  const done = (result: Saved, open?: string): void => {
    go({ new: undefined, as: undefined, form: undefined, ...(open === undefined ? {} : { open }) });
    setSaved(result);
  };
  usePageKeys([
    ...(mayWrite ? [{ code: 'KeyN', shown: 'n', label: 'delivery.new' as const, act: startNew }] : []),
    ...ROW_KEYS,
  ]);
  // Opened from a demand or a statement: what was asked for comes into view.
  const { open } = search;
  const arrived = read.data !== undefined;
  useEffect(() => {
    if (open !== undefined && arrived) document.getElementById(`delivery-${open}`)?.scrollIntoView({ block: 'center' });
  }, [open, arrived]);
  if (search.form === 'letter' && open !== undefined)
    return (
      <Letter
        id={open}
        text={search.text}
        onText={(text) => go({ text })}
        onClose={() => go({ form: undefined, text: undefined })}
      />
    );
  const act = (id: string, action: DeliveryAction): void => {
    setSaved(null);
    go({ open: id, form: action });
  };
  return (
    <>
      <Heading title={t('nav.deliveries')} tab={t('nav.deliveries')}>
        {mayWrite && (
          <button type="button" className="button-primary" onClick={startNew}>
            {t('delivery.new')}
          </button>
        )}
      </Heading>
      <p className="lead">{t('deliveries.lead')}</p>
      <SavedLine saved={saved} />
      {search.new !== undefined && mayWrite && (
        <NewDelivery
          key={`${search.new} ${search.as ?? ''}`}
          what={search.new}
          purpose={search.as}
          onClose={close}
          onSaved={(result) => done(result)}
        />
      )}
      <Loadable read={read} rows={8}>
        {({ deliveries }) => {
          const shown = deliveries.filter((d) => matches(d, search));
          if (deliveries.length === 0)
            return (
              <EmptyFirst words={t('deliveries.none')} topic="deliveries">
                <PathLink to="demands" className="button">
                  {t('deliveries.to_demands')}
                </PathLink>
              </EmptyFirst>
            );
          return (
            <>
              <Filters deliveries={deliveries} search={search} onChange={go} />
              {shown.length === 0 && (
                <p className="empty" role="status">
                  {t('deliveries.none_match')}{' '}
                  <button
                    type="button"
                    className="button-quiet"
                    onClick={() => go({ clock: undefined, purpose: undefined })}
                  >
                    {t('deliveries.all')}
                  </button>
                </p>
              )}
              <ol className="rows deliveries">
                {shown.map((d) => (
                  <DeliveryCard
                    key={d.id}
                    delivery={d}
                    open={d.id === open}
                    onOpen={() => go({ open: d.id === open ? undefined : d.id, form: undefined })}
                    onAction={(action) => act(d.id, action)}
                  >
                    <After
                      delivery={d}
                      form={search.form}
                      onClose={() => go({ form: undefined })}
                      onSaved={(result) => done(result, d.id)}
                    />
                  </DeliveryCard>
                ))}
              </ol>
            </>
          );
        }}
      </Loadable>
    </>
  );
}
