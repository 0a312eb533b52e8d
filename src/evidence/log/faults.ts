/** Codes of the transparency log, and the failure that names the line of a text which is not in its form. */
import { type Failure, fail, type Result } from '../../base/result.ts';

/**
 * E_LOG_FORMAT {what, line, reason}: a text is not in its form. E_LOG_SIGNATURE {name}: a signature by a known key does not
 * hold, or none by a known key is there. E_LOG_PROOF {reason}: the hashes do not lead to the root.
 */
export type LogCode = 'E_LOG_FORMAT' | 'E_LOG_SIGNATURE' | 'E_LOG_PROOF';
export type LogText = 'note' | 'checkpoint' | 'vkey' | 'proof' | 'policy' | 'request' | 'answer';
export type LogResult<T> = Result<T, Failure<LogCode>>;

/** `line` counts from 1. */
export const malformed = (what: LogText, line: number, reason: string): Result<never, Failure<'E_LOG_FORMAT'>> =>
  fail('E_LOG_FORMAT', { what, line, reason });
