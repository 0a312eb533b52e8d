/** What the index keeps of a signal for triage: from its view alone, without vault or organisation-only values. */
import type { Value } from '../ledger/model.ts';
import { originKey, textKey } from './corroboration.ts';
import { asDate, asList, asStruct, asTerm, asText } from './field-values.ts';
import { spotOfPlace } from './geo.ts';
import type { RecordView } from './model.ts';
import { reachable } from './titles.ts';
import { triageMark, triageStateOf } from './triage.ts';
import { ANY_ID } from './value-schema.ts';
import { ceilingOf, reaches } from './visibility.ts';

/** What a list shows of a signal, so that it folds no record for a row. */
export interface SignalShown {
  readonly code: string | null;
  readonly said_at: string | null;
  readonly received_at: string | null;
  readonly later: string | null;
  readonly urgency: string | null;
  readonly channel: string | null;
  readonly speaker: string | null;
  readonly flags: readonly string[];
  readonly n_media: number;
  /** A place written out with the signal; null for a Place record. */
  readonly place: { readonly title: string; readonly precision: string | null } | null;
}

export interface SignalRow {
  readonly state: string;
  /** Place id, or the words of a place written out; null = none. */
  readonly place: string | null;
  readonly theme: string | null;
  readonly assignee: string | null;
  readonly flagged: boolean;
  /** Waits until this instant, UTC ms; null = does not. */
  readonly later: number | null;
  /** When received, else when claimed; null = neither is known. */
  readonly received: number | null;
  /** Bounds of the claimed time, UTC ms, hi exclusive. */
  readonly saidLo: number | null;
  readonly saidHi: number | null;
  readonly origin: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly textKey: string | null;
  readonly mark: string;
  readonly shown: SignalShown;
}

const finite = (n: number | undefined): number | null => (n !== undefined && Number.isFinite(n) ? n : null);

function placeOf(value: Value | null): string | null {
  if (typeof value === 'string') return ANY_ID.test(value) ? value : null;
  const words = asStruct(value ?? undefined)?.['as_given'];
  return typeof words === 'string' && words.trim() !== '' ? words.trim().slice(0, 200) : null;
}

/** A place as words and precision, when it is no Place record. */
function writtenPlace(value: Value | null): SignalShown['place'] {
  const written = asStruct(value ?? undefined);
  if (!written) return null;
  const { as_given: words, precision } = written;
  const spot = spotOfPlace(value ?? undefined);
  return {
    title: typeof words === 'string' ? words : spot ? `${spot.lat}, ${spot.lon}` : '',
    precision: typeof precision === 'string' ? precision : null,
  };
}

export function signalRow(view: RecordView): SignalRow {
  const all = (field: string): readonly Value[] =>
    asList(reachable(view, field, 'coalition') ?? undefined).flatMap(asList);
  const shown = (field: string): Value | null => all(field)[0] ?? null;
  const text = (field: string): string | null => asText(shown(field) ?? undefined);
  const spoken = view.fields['text']?.claims.find((c) => reaches(ceilingOf(c), 'coalition'))?.speaker ?? null;
  const said = asDate(shown('claimed_at') ?? undefined);
  const received = asDate(shown('received_at') ?? undefined);
  const spot = spotOfPlace(shown('place') ?? undefined);
  const assignee = asText(shown('assignee') ?? undefined);
  return {
    state: triageStateOf(view),
    place: placeOf(shown('place')),
    theme: asTerm(shown('theme') ?? undefined),
    assignee: assignee !== null && ANY_ID.test(assignee) ? assignee : null,
    flagged: shown('quality_flag') !== null,
    later: finite(asDate(shown('later') ?? undefined)?.lo),
    received: finite(received?.lo) ?? finite(said?.lo),
    saidLo: finite(said?.lo),
    saidHi: finite(said?.hi),
    origin: originKey(asText(shown('speaker') ?? undefined)),
    lat: spot?.lat ?? null,
    lon: spot?.lon ?? null,
    textKey: textKey(asText(shown('text') ?? undefined) ?? ''),
    mark: triageMark(view),
    shown: {
      code: text('code'),
      said_at: said?.text ?? null,
      received_at: received?.text ?? null,
      later: text('later'),
      urgency: asTerm(shown('urgency') ?? undefined),
      channel: asTerm(shown('channel') ?? undefined),
      speaker: text('speaker') ?? spoken,
      flags: [...new Set(all('quality_flag').flatMap((v) => asText(v) ?? []))],
      n_media: new Set(all('media').flatMap((v) => asText(v) ?? [])).size,
      place: writtenPlace(shown('place')),
    },
  };
}
