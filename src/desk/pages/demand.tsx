/** One demand: its clause, state and history, what waits and what is proposed, measurements, acts, both sides, the reply. */
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { DemandJson } from '../../contract/api.ts';
import { useRead } from '../api/queries.ts';
import type { DemandSearch } from '../app/address.ts';
import { useScope } from '../app/space.tsx';
import { useMay } from '../app/who.ts';
import { type DeskId, useWords } from '../i18n/language.tsx';
import { ClockWord } from '../parts/deliveries/clock-word.tsx';
import { DemandActs } from '../parts/demands/demand-acts.tsx';
import { DemandMeasured } from '../parts/demands/demand-measured.tsx';
import { DemandMoves, DemandTimeline } from '../parts/demands/demand-timeline.tsx';
import { IndicatorForm } from '../parts/demands/indicator-form.tsx';
import { MeasureForm } from '../parts/demands/measure-form.tsx';
import { MoveForm } from '../parts/demands/move-form.tsx';
import { Proposals } from '../parts/demands/proposals.tsx';
import { RespondForm } from '../parts/demands/respond-form.tsx';
import { SidesForm } from '../parts/demands/sides-form.tsx';
import { RightOfReply, TwoSides } from '../parts/demands/two-sides.tsx';
import { WaitingDecisions } from '../parts/demands/waiting.tsx';
import { type Saved, SavedLine } from '../parts/form.tsx';
import { Heading } from '../parts/heading.tsx';
import { type PageKey, ROW_KEYS, usePageKeys } from '../parts/keys.ts';
import { Loadable } from '../parts/loadable.tsx';
import { PathLink, useGo } from '../parts/path-link.tsx';
import { Said } from '../parts/said.tsx';
import { StateMark } from '../parts/state-mark.tsx';
import { When } from '../parts/when.tsx';
import '../styles/deliveries.css';

const route = getRouteApi('/s/$space/demands/$id');
/** States from which a decision may take a demand back to open. */
const CLOSED: readonly (string | null)[] = ['met', 'reversed', 'breached', 'refused', 'no_response'];

/** Said once, and read out, when the first of two decisions was kept. */
function KeptLine(): ReactNode {
  const { t } = useWords();
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => line.current?.focus(), []);
  return (
    <p ref={line} tabIndex={-1} role="status" className="notice">
      {t('move.kept')}
    </p>
  );
}

function StateSection(props: { readonly demand: DemandJson; readonly onReopen: (() => void) | null }): ReactNode {
  const { t } = useWords();
  const { demand } = props;
  return (
    <section aria-labelledby="state" className="demand-state">
      <div className="section-head">
        <h2 id="state">{t('demand.state')}</h2>
        {props.onReopen !== null && (
          <button type="button" className="button-quiet" onClick={props.onReopen}>
            {t('demand.reopen')}
          </button>
        )}
      </div>
      <p className="demand-state-now">
        <StateMark state={demand.state} />
        {demand.state === 'open' && demand.open_since !== null && (
          <span>
            {t('demand.open_since')} <When edtf={demand.open_since} dayOnly />
          </span>
        )}
      </p>
      {demand.state === 'breached' && (
        <p>
          {t('demand.cannot_be_undone')}
          {demand.track !== null && (
            <>
              {' '}
              {t('demand.track')} <PathLink to={`demands/${demand.track.key}`}>{demand.track.key}</PathLink>
            </>
          )}
        </p>
      )}
      {demand.note !== null && (
        <p>
          <Said text={demand.note} />
        </p>
      )}
      {demand.unread_moves > 0 && <p className="warn">{t('demand.unread_moves', { n: demand.unread_moves })}</p>}
      <DemandTimeline demand={demand} />
      <DemandMoves
        demand={demand}
        link={(id, title) => (
          <PathLink to={`records/${id}`} row>
            <Said text={title} />
          </PathLink>
        )}
      />
    </section>
  );
}

/** Where the demand was handed over, and whether a reply is due. */
function Delivered(props: { readonly demand: DemandJson }): ReactNode {
  const { t } = useWords();
  const mayWrite = useMay('documenter');
  const { demand } = props;
  return (
    <section aria-labelledby="delivered">
      <div className="section-head">
        <h2 id="delivered">{t('nav.deliveries')}</h2>
        {mayWrite && (
          <PathLink to={`deliveries?new=${demand.id}`} className="button-quiet">
            {t('delivery.new')}
          </PathLink>
        )}
      </div>
      {demand.deliveries.length === 0 ? (
        <p>{t('demand.not_delivered')}</p>
      ) : (
        <ul className="plain">
          {demand.deliveries.map((d) => (
            <li key={d.id} className="delivered">
              <PathLink to={`deliveries?open=${d.id}`}>
                <When edtf={d.at} dayOnly />
              </PathLink>{' '}
              {d.addressee !== null && <Said text={d.addressee} />} <ClockWord clock={d.clock} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Forms(props: {
  readonly demand: DemandJson;
  readonly onClose: () => void;
  readonly onSaved: (saved: Saved) => void;
  readonly onKept: () => void;
}): ReactNode {
  const { form, proposed } = route.useSearch();
  const mayRecord = useMay('documenter');
  const mayMove = useMay('reviewer');
  const common = { demand: props.demand, onClose: props.onClose, onSaved: props.onSaved };
  if (form === 'measure' && mayRecord) return <MeasureForm {...common} />;
  if (form === 'respond' && mayRecord) return <RespondForm {...common} />;
  if (form === 'sides' && mayRecord) return <SidesForm {...common} />;
  if (form === 'indicator' && mayMove) return <IndicatorForm {...common} />;
  if (form === 'move' && mayMove)
    return <MoveForm key={proposed ?? ''} {...common} proposed={proposed} onKept={props.onKept} />;
  return null;
}

function DemandView(props: { readonly demand: DemandJson }): ReactNode {
  const { t, lang } = useWords();
  const { demand } = props;
  const navigate = route.useNavigate();
  const go = useGo();
  const mayRecord = useMay('documenter');
  const mayMove = useMay('reviewer');
  const [saved, setSaved] = useState<Saved | 'kept' | null>(null);
  const show = (form: DemandSearch['form'], proposed?: string): void => {
    setSaved(null);
    void navigate({ search: (now) => ({ ...now, form, proposed }), resetScroll: false });
  };
  const finish = (result: Saved | 'kept'): void => {
    void navigate({ search: (now) => ({ ...now, form: undefined, proposed: undefined }), resetScroll: false });
    setSaved(result);
  };
  const ours = demand.kind !== 'reported';
  const reopen = ours && mayMove && CLOSED.includes(demand.state) ? () => show('move', 'open') : null;
  const key = (code: string, shown: string, label: DeskId, act: (() => void) | null): readonly PageKey[] =>
    act === null ? [] : [{ code, shown, label, act }];
  usePageKeys([
    { code: 'Escape', shown: 'Esc', label: 'keys.back', act: () => go('demands') },
    ...key('KeyM', 'm', 'measure.title', ours && mayRecord ? () => show('measure') : null),
    ...key('KeyA', 'a', 'respond.title', ours && mayRecord ? () => show('respond') : null),
    ...key('KeyD', 'd', 'move.title', ours && mayMove ? () => show('move') : null),
    ...key('KeyO', 'o', 'demand.reopen', reopen),
    ...ROW_KEYS,
  ]);
  const quote = demand.verbatim ?? demand.text;
  return (
    <>
      <Heading
        title={quote}
        fromData
        quoted
        tab={demand.key}
        above={demand.key}
        below={
          <>
            {demand.addressees.length > 0 && (
              <span>
                {t('demand.to')} <Said text={demand.addressees.map((a) => a.title).join('; ')} />
              </span>
            )}
            <PathLink to={`records/${demand.id}`}>{t('demand.as_record')}</PathLink>
          </>
        }
      >
        {ours && mayRecord && (
          <button type="button" className="button-primary" onClick={() => show('measure')}>
            {t('measure.title')}
          </button>
        )}
        {ours && mayRecord && (
          <button type="button" className="button" onClick={() => show('respond')}>
            {t('respond.title')}
          </button>
        )}
        {ours && mayMove && (
          <button type="button" className="button" onClick={() => show('move')}>
            {t('move.title')}
          </button>
        )}
      </Heading>
      {saved === 'kept' ? <KeptLine /> : <SavedLine saved={saved} />}
      {ours && <Forms demand={demand} onClose={() => show(undefined)} onSaved={finish} onKept={() => finish('kept')} />}
      {!ours && <p className="notice">{t('demand.quotation_note')}</p>}
      {demand.text !== quote && (
        <p className="demand-plain">
          <Said text={demand.text} />
          <span className="help">{t(lang === 'en' ? 'demand.plain_words' : 'demand.plain_translation')}</span>
        </p>
      )}
      {ours && (
        <>
          <WaitingDecisions demand={demand} onSaved={finish} />
          <Proposals demand={demand} onDecide={(to) => show('move', to)} onMeasure={() => show('measure')} />
          <StateSection demand={demand} onReopen={reopen} />
          <DemandMeasured demand={demand} onAdd={mayMove ? () => show('indicator') : null} />
          <DemandActs demand={demand} />
          <TwoSides demand={demand} onEdit={() => show('sides')} />
          <RightOfReply demand={demand} />
          <Delivered demand={demand} />
        </>
      )}
      <p className="page-details">
        <Link from="/s/$space/demands/$id" to="/s/$space/demands">
          {t('demands.all')}
        </Link>
      </p>
    </>
  );
}

export function DemandPage(): ReactNode {
  const { id } = route.useParams();
  const scope = useScope();
  const read = useRead('demand.show', { ...scope, id });
  return (
    <Loadable read={read} rows={10} whole>
      {(demand) => <DemandView key={demand.id} demand={demand} />}
    </Loadable>
  );
}
