/** One signal read in full: what is said and by whom, when and where, how sure, what became of it. */
import type { ReactNode } from 'react';
import type { FieldJson, RecordJson } from '../../../contract/api.ts';
import type { SignalRowJson } from '../../../contract/areas/signals.ts';
import { useRead } from '../../api/queries.ts';
import { type Kinds, useKinds } from '../../app/kinds.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { Loadable } from '../loadable.tsx';
import { PathLink } from '../path-link.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';
import { Media } from './media.tsx';

const isId = (text: string): boolean => /^[a-z]{3}_[0-9a-z]{26}$/.test(text);
const ids = (field: FieldJson | undefined): readonly { readonly id: string; readonly text: string }[] =>
  (field?.claims ?? []).flatMap((claim) =>
    typeof claim.value === 'string' && isId(claim.value) ? [{ id: claim.value, text: claim.text }] : [],
  );

/** An instant in UTC, when the date has an offset to count from. */
function utcOf(edtf: string): string | null {
  if (!/T.*([+-]\d\d:\d\d|Z)$/.test(edtf) || edtf.endsWith('Z')) return null;
  const at = new Date(edtf);
  return Number.isNaN(at.getTime()) ? null : at.toISOString().slice(0, 16).replace('T', ' ');
}

function Line(props: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Links(props: { readonly field: FieldJson | undefined }): ReactNode {
  return (
    <ul className="plain">
      {ids(props.field).map((one) => (
        <li key={one.id}>
          <PathLink to={one.id}>
            <Said text={one.text} />
          </PathLink>
        </li>
      ))}
    </ul>
  );
}

function Facts(props: {
  readonly record: RecordJson;
  readonly row: SignalRowJson | null;
  readonly kinds: Kinds;
}): ReactNode {
  const { t, maybe } = useWords();
  const { record, row, kinds } = props;
  const label = (field: string): string => kinds.field('Signal', field)?.label ?? field;
  const { fields } = record;
  const said = row?.said_at ?? (typeof fields['claimed_at']?.value === 'string' ? fields['claimed_at'].value : null);
  const received = fields['received_at'];
  const utc = said === null ? null : utcOf(said);
  const main = fields['text']?.claims[0];
  const sources = [
    ...new Map(Object.values(fields).flatMap((f) => f.claims.flatMap((c) => c.sources.map((s) => [s.id, s])))).values(),
  ];
  const precision = row?.place?.precision ?? null;
  const plain = (field: string): ReactNode =>
    fields[field] && (
      <Line label={label(field)}>
        <Said text={fields[field].text} />
      </Line>
    );
  return (
    <dl className="signal-facts">
      {said !== null && (
        <Line label={label('claimed_at')}>
          <When edtf={said} />
          {utc !== null && <span className="help"> {t('signals.utc', { time: utc })}</span>}
        </Line>
      )}
      {typeof received?.value === 'string' && (
        <Line label={label('received_at')}>
          <When edtf={received.value} />
        </Line>
      )}
      {(row?.place ?? fields['place']) && (
        <Line label={label('place')}>
          <Said text={row?.place?.title ?? fields['place']?.text ?? ''} />
          {precision !== null && (
            <span className="help"> {kinds.term('Place', 'precision', precision) ?? precision}</span>
          )}
        </Line>
      )}
      {plain('channel')}
      {plain('theme')}
      {plain('urgency')}
      {main && (
        <Line label={t('claim.conf')}>
          {t('signals.conf', { conf: maybe(`conf.${main.conf}`) ?? main.conf, n: row?.n_origins ?? 1 })}
        </Line>
      )}
      <Line label={label('quality_flag')}>
        {row && row.flags.length > 0 ? (
          <Said className="warn" text={row.flags.map((flag) => maybe(`signals.flag.${flag}`) ?? flag).join(', ')} />
        ) : (
          t('signals.flags_none')
        )}
      </Line>
      {row?.assignee && <Line label={t('signals.assignee')}>{row.assignee.name}</Line>}
      {row?.later && (
        <Line label={t('signals.until')}>
          <When edtf={row.later} dayOnly />
        </Line>
      )}
      {record.state !== null && (
        <Line label={label('state')}>{kinds.state('Signal', record.state) ?? record.state}</Line>
      )}
      {plain('reason')}
      {fields['duplicate_of'] && (
        <Line label={label('duplicate_of')}>
          <Links field={fields['duplicate_of']} />
        </Line>
      )}
      {fields['promoted_to'] && (
        <Line label={label('promoted_to')}>
          <Links field={fields['promoted_to']} />
        </Line>
      )}
      {sources.length > 0 && (
        <Line label={t('signals.sources')}>
          <ul className="plain">
            {sources.map((source) => (
              <li key={source.id}>
                <PathLink to={source.id}>
                  <Said text={source.title} />
                </PathLink>
              </li>
            ))}
          </ul>
        </Line>
      )}
    </dl>
  );
}

export function Detail(props: {
  readonly id: string;
  readonly row: SignalRowJson | null;
  readonly readBy: string | null;
}): ReactNode {
  const { t } = useWords();
  const scope = useScope();
  const kinds = useKinds();
  const read = useRead('show', { ...scope, id: props.id });
  const { row } = props;
  return (
    <>
      <h2 id="signal-open" tabIndex={-1} className="signal-open">
        {row?.code ?? t('signals.one')}
      </h2>
      {props.readBy !== null && (
        <p className="notice signal-read-notice">{t('signals.read_by', { name: props.readBy })}</p>
      )}
      <Loadable read={read} rows={8}>
        {(record) => {
          const text = record.fields['text'];
          const speaker = row?.speaker ?? record.fields['speaker']?.text ?? null;
          return (
            <>
              <blockquote className="signal-text">
                <p>
                  <Said text={text?.text ?? record.title} lang={text?.claims[0]?.lang ?? null} />
                </p>
              </blockquote>
              <p className="signal-speaker">
                {speaker === null ? t('signals.no_speaker') : <Said text={t('signals.says', { speaker })} />}
              </p>
              <Media key={record.id} id={record.id} n={row?.n_media ?? ids(record.fields['media']).length} />
              <Facts record={record} row={row} kinds={kinds} />
              <p>
                <PathLink to={record.id}>{t('signals.as_record')}</PathLink>
              </p>
            </>
          );
        }}
      </Loadable>
    </>
  );
}
