/** One demand: its clause, state and history, acts as recorded, measurements, both sides, right of reply; and what can be recorded. */
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { DemandJson } from '../../contract/api.ts';
import { useRead } from '../api/queries.ts';
import type { DemandSearch } from '../app/address.ts';
import { useScope } from '../app/space.tsx';
import { useMay } from '../app/who.ts';
import { useWords } from '../i18n/language.tsx';
import { DemandActs } from '../parts/demand-acts.tsx';
import { DemandMeasured } from '../parts/demand-measured.tsx';
import { DemandMoves, DemandTimeline } from '../parts/demand-timeline.tsx';
import { type Saved, SavedLine } from '../parts/form.tsx';
import { Heading } from '../parts/heading.tsx';
import { ROW_KEYS, usePageKeys } from '../parts/keys.ts';
import { Loadable } from '../parts/loadable.tsx';
import { MeasureForm } from '../parts/measure-form.tsx';
import { MoveForm } from '../parts/move-form.tsx';
import { PathLink, useGo } from '../parts/path-link.tsx';
import { RespondForm } from '../parts/respond-form.tsx';
import { Said } from '../parts/said.tsx';
import { StateMark } from '../parts/state-mark.tsx';
import { When } from '../parts/when.tsx';

const route = getRouteApi('/s/$space/demands/$id');

function TwoSides(props: { readonly demand: DemandJson }): ReactNode {
  const { t } = useWords();
  const { two_sided, reply } = props.demand;
  return (
    <section aria-labelledby="sides">
      <h2 id="sides">{t('demand.sides')}</h2>
      {two_sided === null ? (
        <p>{t('demand.no_sides')}</p>
      ) : (
        <dl className="sides">
          <div>
            <dt>{t('demand.ours')}</dt>
            <dd>
              <Said text={two_sided.ours} />
            </dd>
          </div>
          <div>
            <dt>{t('demand.theirs')}</dt>
            <dd>
              <Said text={two_sided.theirs} />
            </dd>
          </div>
        </dl>
      )}
      <h3>{t('demand.reply')}</h3>
      <p>
        {t(`demand.reply.${reply.state}`)} {reply.at !== null && <When edtf={reply.at} />}
      </p>
      {reply.text !== null && (
        <blockquote>
          <Said text={reply.text} />
        </blockquote>
      )}
    </section>
  );
}

function DemandView(props: { readonly demand: DemandJson }): ReactNode {
  const { t } = useWords();
  const { demand } = props;
  const { form } = route.useSearch();
  const navigate = route.useNavigate();
  const mayRecord = useMay('documenter');
  const mayMove = useMay('reviewer');
  const [saved, setSaved] = useState<Saved | null>(null);
  const open = (next: DemandSearch['form']): void => {
    setSaved(null);
    void navigate({ search: (now) => ({ ...now, form: next }), resetScroll: false });
  };
  const done = (result: Saved): void => {
    void navigate({ search: (now) => ({ ...now, form: undefined }), resetScroll: false });
    setSaved(result);
  };
  const close = (): void => open(undefined);
  const ours = demand.kind !== 'reported';
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
          <button type="button" className="button-primary" onClick={() => open('measure')}>
            {t('measure.title')}
          </button>
        )}
        {ours && mayRecord && (
          <button type="button" className="button" onClick={() => open('respond')}>
            {t('respond.title')}
          </button>
        )}
        {ours && mayMove && (
          <button type="button" className="button" onClick={() => open('move')}>
            {t('move.title')}
          </button>
        )}
      </Heading>
      <SavedLine saved={saved} />
      {ours && mayRecord && form === 'measure' && <MeasureForm demand={demand} onClose={close} onSaved={done} />}
      {ours && mayRecord && form === 'respond' && <RespondForm demand={demand} onClose={close} onSaved={done} />}
      {ours && mayMove && form === 'move' && <MoveForm demand={demand} onClose={close} onSaved={done} />}
      {!ours && <p className="notice">{t('demand.quotation_note')}</p>}
      {demand.text !== quote && (
        <p>
          <Said text={demand.text} />
        </p>
      )}
      {ours && (
        <>
          <section aria-labelledby="state" className="demand-state">
            <h2 id="state">{t('demand.state')}</h2>
            <p className="demand-state-now">
              <StateMark state={demand.state} />
              {demand.state === 'open' && demand.open_since !== null && (
                <span>
                  {t('demand.open_since')} <When edtf={demand.open_since} dayOnly />
                </span>
              )}
            </p>
            {demand.state === 'breached' && <p>{t('demand.cannot_be_undone')}</p>}
            {demand.note !== null && (
              <p>
                <Said text={demand.note} />
              </p>
            )}
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
          <DemandMeasured demand={demand} />
          <DemandActs demand={demand} />
          <TwoSides demand={demand} />
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
  const go = useGo();
  const read = useRead('demand.show', { ...scope, id });
  usePageKeys([{ code: 'Escape', shown: 'Esc', label: 'keys.back', act: () => go('demands') }, ...ROW_KEYS]);
  return (
    <Loadable read={read} rows={10} whole>
      {(demand) => <DemandView key={demand.id} demand={demand} />}
    </Loadable>
  );
}
