/** Checks of the statement, its translations and its demands. */
import { asStruct, asText, textOf, valuesOf } from '../../records/field-values.ts';
import { asks, type CheckInput, type EditionCheck, passed, stops } from './model.ts';

export function checkStatement({ statement, kase }: CheckInput): EditionCheck {
  return statement && kase.get(statement.id)
    ? passed('statement', { demands: kase.of('Demand').length })
    : stops('statement', 'E_EDITION_EMPTY', { params: { space: kase.space.slug } });
}

/**
 * A text that is neither the one original nor covered by the hash of a frozen text is somebody's translation, and must say
 * "unofficial translation, not signed".
 */
export function checkTranslations({ statement, kase }: CheckInput): EditionCheck {
  const versions = statement ? valuesOf(statement, 'versions').map((v) => asStruct(v)) : [];
  const frozen = statement !== null && textOf(statement, 'text_hash') !== null;
  const standing = (v: (typeof versions)[number]): string => asText(v?.['standing']) ?? '';
  const originals = versions.filter((v) => standing(v) === 'original').length;
  const unmarked = versions.filter((v) => {
    if (standing(v) === 'unofficial' || frozen) return standing(v) === '';
    return standing(v) !== 'original' || originals > 1;
  });
  const langs = kase.selection.langs.filter((lang) => versions.some((v) => asText(v?.['lang']) === lang));
  return unmarked.length === 0
    ? passed('translations', {
        langs: langs.join(', '),
        n: versions.filter((v) => standing(v) === 'unofficial').length,
      })
    : stops('translations', 'E_TRANSLATION_UNMARKED', {
        records: statement ? [statement.id] : [],
        params: { n: unmarked.length, langs: unmarked.map((v) => asText(v?.['lang']) ?? '').join(', ') },
      });
}

/** A demand is published with both sides, or the publisher says in words why not. */
export function checkDemands({ demands }: CheckInput): EditionCheck {
  const own = demands.filter((d) => d.kind === 'coalition');
  const oneSided = own.filter((d) => d.twoSided === null);
  const notAsked = own.filter((d) => d.reply.state === 'not_asked');
  const concerned = own.filter((d) => oneSided.includes(d) || notAsked.includes(d));
  return concerned.length === 0
    ? passed('demands', { n: own.length })
    : asks('demands', {
        records: concerned.map((d) => d.id),
        params: { n: own.length, one_sided: oneSided.length, not_asked: notAsked.length },
      });
}
