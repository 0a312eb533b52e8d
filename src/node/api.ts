/** The dispatcher: every use case of src/contract/api.ts by name. Failures are thrown as KuaFailure and nothing else. */
import { KuaFailure } from '../base/failures.ts';
import type { ApiIn, ApiName, ApiOut, RoleName } from '../contract/api.ts';
import type { Author } from './author.ts';
import type { Context } from './context.ts';
import type { Parts } from './parts.ts';
import { readers } from './reads/table.ts';
import { createPeople } from './users.ts';
import { writers } from './writes/table.ts';

export interface CallOptions {
  /** Role of the asking session; the command line acts as manager. */
  readonly role?: RoleName;
  readonly onProgress?: (done: number, total: number | null, what: string) => void;
}

export interface Api {
  /** Runs a use case. Rejects with KuaFailure for expected failures, with another error for bugs. */
  call<N extends ApiName>(name: N, input: ApiIn<N>, options?: CallOptions): Promise<ApiOut<N>>;
}

export type UseCase<N extends ApiName> = (c: Context, input: ApiIn<N>) => Promise<ApiOut<N>>;
export type UseCases = { readonly [N in ApiName]?: UseCase<N> };

/** Names that need the writer; everything else may run in a reader worker. */
export const WRITES: ReadonlySet<string> = new Set(Object.keys(writers));

export function createApi(parts: Parts, author: Author | null): Api {
  const people = createPeople(parts);
  return {
    async call(name, input, options = {}) {
      const context: Context = {
        parts,
        author,
        people,
        role: options.role ?? 'manager',
        onProgress: options.onProgress ?? (() => {}),
      };
      const table: UseCases = author && WRITES.has(name) ? writers : { ...readers, ...(author ? writers : {}) };
      const useCase = table[name] as UseCase<typeof name> | undefined;
      if (!useCase) throw new KuaFailure({ code: 'E_USAGE', params: { reason: `no use case ${name}` } });
      if (!author) await parts.spaces.refresh();
      return useCase(context, input);
    },
  };
}
