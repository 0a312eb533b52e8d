/** Every failure's text at the edges: `{error: {code, message, remedy, ...params}}` in kk, ru or en. */
import { MessageFormat } from 'messageformat';
import type { Failure, Json } from '../../base/result.ts';
import type { Lang } from '../translate.ts';
import { demandErrors } from './demands.ts';
import { coalitionErrors } from './coalition.ts';
import { deliveryErrors } from './deliveries.ts';
import { evidenceErrors } from './evidence.ts';
import { exchangeErrors } from './exchange.ts';
import { intakeErrors } from './intake.ts';
import { ledgerErrors } from './ledger.ts';
import { listErrors } from './lists.ts';
import { logErrors } from './log.ts';
import { signalErrors } from './signals.ts';
import type { ErrorTexts } from './model.ts';
import { nodeErrors } from './node.ts';
import { paramsInWords } from '../param-words.ts';
import { publicationErrors } from './publications.ts';
import { publishingErrors } from './publishing.ts';
import { recordErrors } from './records.ts';
import { safetyErrors } from './safety.ts';
import { searchErrors } from './search.ts';
import { statementErrors } from './statements.ts';
import { storeErrors } from './store.ts';
import { wireErrors } from './wire.ts';

/** Later lists do not overwrite earlier ones: a code has one text. */
const TEXTS: ErrorTexts = {
  ...listErrors,
  ...signalErrors,
  ...nodeErrors,
  ...safetyErrors,
  ...coalitionErrors,
  ...publishingErrors,
  ...publicationErrors,
  ...demandErrors,
  ...deliveryErrors,
  ...intakeErrors,
  ...searchErrors,
  ...evidenceErrors,
  ...exchangeErrors,
  ...statementErrors,
  ...storeErrors,
  ...recordErrors,
  ...wireErrors,
  ...logErrors,
  ...ledgerErrors,
};

export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly [param: string]: Json | undefined;
}

const asText = (value: Json | undefined): string =>
  Array.isArray(value)
    ? value.map((v) => asText(v as Json)).join(', ')
    : typeof value === 'object' && value !== null
      ? JSON.stringify(value)
      : String(value ?? '');

/** The body of `error` in a language. A code without a text (a newer peer's) is shown as itself. */
export function errorBody(failure: Failure, lang: Lang): ErrorBody {
  const text = Object.hasOwn(TEXTS, failure.code) ? TEXTS[failure.code]?.[lang] : undefined;
  const plain = Object.fromEntries(Object.entries(failure.params ?? {}).map(([k, v]) => [k, asText(v)]));
  const params = paramsInWords(failure.code, plain, lang);
  const say = (source: string): string =>
    new MessageFormat(lang, source, { bidiIsolation: 'none' }).format(params, () => {});
  return {
    ...failure.params,
    code: failure.code,
    message: text ? say(text.message) : failure.code,
    remedy: text ? say(text.remedy) : 'kua doctor',
  };
}

export const ERROR_CODES: readonly string[] = Object.keys(TEXTS);
