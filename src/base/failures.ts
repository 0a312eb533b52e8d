/** A failure on its way through a boundary that can only throw (worker ports, promise chains of the API). */
import type { Failure, Json } from './result.ts';

/** Carries a Failure; thrown only between an API implementation and its edge, which turns it into `{error}`. */
export class KuaFailure extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code, failure.cause === undefined ? undefined : { cause: failure.cause });
    this.name = 'KuaFailure';
    this.failure = failure;
  }
}

/** Throws a KuaFailure: for API implementations only. */
export function refuse(code: string, params?: { readonly [name: string]: Json | undefined }, cause?: unknown): never {
  throw new KuaFailure({ code, ...(params ? { params } : {}), ...(cause === undefined ? {} : { cause }) });
}
