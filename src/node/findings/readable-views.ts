/** Records of a kind as a role may read them, with the titles and source lines that stand beside their values. */
import type { RoleName } from '../../contract/api.ts';
import type { SourceLineJson } from '../../contract/areas/findings.ts';
import type { Lang } from '../../messages/translate.ts';
import { asStruct, asText, claimsOf, sourcesOf, textOf } from '../../records/field-values.ts';
import { foldRecord } from '../../records/fold.ts';
import type { KindName } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import type { Parts } from '../parts.ts';
import { type Reading, startReading } from '../reading.ts';
import { readableClaims } from '../reads/readable.ts';
import { startTitles } from '../reads/titles.ts';
import type { Space } from '../spaces.ts';

export interface Findings {
  readonly reading: Reading;
  views(kind: KindName, space: Space): Promise<readonly RecordView[]>;
  /** One record as the role may read it; null when it may read nothing of it. */
  view(id: RecordView['id']): Promise<RecordView | null>;
  /** Title in the language asked for; the id when there is none. */
  title(id: string): Promise<string>;
  sources(view: RecordView): Promise<readonly SourceLineJson[]>;
}

export async function startFindings(parts: Parts, lang: Lang, role: RoleName): Promise<Findings> {
  const titles = startTitles(parts, lang, role);
  const reading = titles.named(await startReading(parts));
  const view: Findings['view'] = async (id) => {
    const claims = readableClaims(await parts.projection.claimsOf(id), role);
    return claims.length === 0 ? null : foldRecord(id, claims);
  };
  const title: Findings['title'] = async (id) => (await titles.placeName(id)) ?? (await reading.item(id))?.title ?? id;
  return {
    reading,
    view,
    title,
    async views(kind, space) {
      const found: RecordView[] = [];
      for (const id of await parts.projection.idsOf(kind, [space.hex])) {
        const one = await view(id);
        if (one) found.push(one);
      }
      return found;
    },
    async sources(of) {
      const lines: SourceLineJson[] = [];
      for (const id of sourcesOf(of)) {
        const source = await reading.view(id as RecordView['id']);
        lines.push({
          id,
          title: await title(id),
          publisher: source && textOf(source, 'publisher'),
          url: source && textOf(source, 'url'),
        });
      }
      return lines;
    },
  };
}

const PREFERENCE: { readonly [L in Lang]: readonly string[] } = {
  kk: ['kk', 'ru', 'en'],
  ru: ['ru', 'en', 'kk'],
  en: ['en', 'ru', 'kk'],
};

/** A text field in the reader's language where there is one, else as it was written. */
export function textIn(view: RecordView, field: string, lang: Lang): { text: string; lang: string | null } | null {
  const runs = claimsOf(view, field).flatMap((claim) => {
    const text = asText(claim.value);
    return text === null ? [] : [{ text, lang: asText(asStruct(claim.value)?.['lang']) ?? claim.lang }];
  });
  return PREFERENCE[lang].map((l) => runs.find((r) => r.lang === l)).find((r) => r !== undefined) ?? runs[0] ?? null;
}
