/** Responses listed under a demand: the plain word of `bears`, and the reason when an act is context and moves nothing. */
import {
  asStruct,
  asTerm,
  asText,
  claimsOf,
  type DateSpan,
  dateOf,
  isTrue,
  sourcesOf,
  termOf,
  textOf,
  textsOf,
} from '../records/field-values.ts';
import type { RecordView } from '../records/model.ts';
import type { ContextReason, DemandAct } from './reading.ts';
import { textIn } from './words.ts';

interface Link {
  readonly bears: string;
  readonly byAddressee: boolean;
}

/** How a response bears on one demand: its link to it, else the response's own words when it names the demand. */
function linkTo(response: RecordView, demand: string): Link | null {
  for (const claim of claimsOf(response, 'link')) {
    const value = asStruct(claim.value);
    if (value && asText(value['demand']) === demand)
      return { bears: asTerm(value['bears']) ?? 'context', byAddressee: value['by_addressee'] === true };
  }
  if (!textsOf(response, 'demand').includes(demand)) return null;
  return { bears: termOf(response, 'bears') ?? 'context', byAddressee: isTrue(response, 'by_addressee') };
}

/**
 * Why an act moves nothing, or null. Wholly before the demand is `older`; an act of the same day is not, because the
 * day does not say which came first (a move asks for more, see move.ts).
 */
export function contextReason(link: Link, at: DateSpan | null, demandDate: DateSpan | null): ContextReason | null {
  if (at === null) return 'undated';
  if (demandDate !== null && at.hi <= demandDate.lo) return 'older';
  if (!link.byAddressee) return 'not_addressee';
  return link.bears === 'announcement' ? 'announcement' : null;
}

/** Acts of one demand by date; those dated after the reading date are left out. */
export function readActs(
  demand: { readonly id: string; readonly date: DateSpan | null },
  responses: readonly RecordView[],
  titleOf: (id: string) => string | null,
  asOfMs: number,
  lang: string | undefined,
): readonly DemandAct[] {
  return responses
    .flatMap((view): readonly DemandAct[] => {
      const link = linkTo(view, demand.id);
      const at = dateOf(view, 'at');
      if (link === null || (at !== null && at.lo > asOfMs)) return [];
      const from = textOf(view, 'from') ?? '';
      const reason = contextReason(link, at, demand.date);
      return [
        {
          id: view.id,
          at,
          from,
          fromTitle: titleOf(from) ?? from,
          kind: termOf(view, 'kind'),
          text: textIn(view, 'text', lang) ?? '',
          bears: link.bears,
          byAddressee: link.byAddressee,
          contextReason: reason,
          context: reason !== null || link.bears === 'context',
          evidence: textsOf(view, 'evidence'),
          sources: sourcesOf(view),
        },
      ];
    })
    .sort((a, b) => (a.at?.lo ?? Infinity) - (b.at?.lo ?? Infinity) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
