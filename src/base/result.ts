/** Expected failures are values: a Result carries either a value or an error with a closed code. Bugs throw. */

export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };
export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const err = <E>(error: E): Result<never, E> => ({ ok: false, error });

/** What JSON can carry. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * A failure as rooms hand it on. `code` is stable (scripts and translations depend on it); `params` name the thing and
 * the reason and become further members of `error` at the edge; the text for people comes from src/messages/errors.
 */
export interface Failure<C extends string = string> {
  readonly code: C;
  readonly params?: { readonly [name: string]: Json | undefined };
  readonly cause?: unknown;
}

/** Shorthand for a failed Result with a code and its parameters. */
export function fail<C extends string>(
  code: C,
  params?: { readonly [name: string]: Json | undefined },
  cause?: unknown,
): Result<never, Failure<C>> {
  return err({ code, ...(params ? { params } : {}), ...(cause === undefined ? {} : { cause }) });
}

/** Unwraps a Result whose failure would be a bug. */
export function expectOk<T, E>(result: Result<T, E>, why: string): T {
  if (result.ok) return result.value;
  throw new Error(`${why}: ${JSON.stringify(result.error)}`);
}
