/** Every check of an edition, in the order of the list that people read; and what an answer to one of them is bound to. */
import { createHash } from 'node:crypto';
import { utf8 } from '../../base/bytes.ts';
import type { CheckInput, EditionCheck } from './model.ts';
import { checkChanges, checkDifferences, checkSmallCells } from './numbers.ts';
import { checkAlleged, checkConsent, checkGrounds, checkMinors, checkNames } from './people.ts';
import { checkDemands, checkStatement, checkTranslations } from './statement.ts';
import { checkCorrections, checkPlaces, checkSourcesNaming, checkWithheldWords } from './texts.ts';

const CHECKS = [
  checkStatement,
  checkTranslations,
  checkNames,
  checkGrounds,
  checkAlleged,
  checkMinors,
  checkConsent,
  checkWithheldWords,
  checkSourcesNaming,
  checkPlaces,
  checkSmallCells,
  checkDifferences,
  checkDemands,
  checkCorrections,
  checkChanges,
] as const;

export const runChecks = (input: CheckInput): readonly EditionCheck[] => CHECKS.map((check) => check(input));

/** An answer counts for what was found when it was given: another person named, another record gone, and it lapses. */
export function fingerprintOf(check: EditionCheck): string {
  // What was added or changed elsewhere does not touch the reason why records are gone.
  const params = check.code === 'changes' ? [] : Object.entries(check.params).sort();
  const found = [check.code, check.verdict, check.records.toSorted(), params];
  return createHash('sha256')
    .update(utf8(JSON.stringify(found)))
    .digest('hex')
    .slice(0, 32);
}
