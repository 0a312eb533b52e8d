/** The dispatcher: every use case of src/contract/api.ts by name. Failures are thrown as KuaFailure and nothing else. */
import { KuaFailure } from '../base/failures.ts';
import type { ApiIn, ApiName, ApiOut, RoleName } from '../contract/api.ts';
import type { Author } from './author.ts';
import type { Context } from './context.ts';
import type { Parts } from './parts.ts';
import { readers } from './reads/table.ts';
import { createPeople } from './users.ts';
import { isWrite } from './write-names.ts';
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

/**
 * Writes that look before they write take turns, so that nothing changes in between: a link redeemed twice at one moment,
 * a verification begun by two. What may take long has a lane of its own and keeps nobody's claim waiting; what only
 * reads and reports (null) takes no turn.
 */
const LANES: { readonly [N in ApiName]?: string | null } = {
  import: 'bulk',
  'import.undo': 'bulk',
  example: 'bulk',
  'evidence.add': 'evidence',
  'signals.presence': null,
  'signals.present': null,
  'evidence.check': null,
  // A file sent from the desk comes in parts; only its end writes entries.
  'evidence.open': null,
  'evidence.part': null,
  'evidence.close': 'evidence',
  'evidence.recheck': 'evidence',
  'edition.build': 'edition',
  'editions.build': 'edition',
  'editions.copy': 'edition',
  'mirrors.push': 'mirror',
  rebuild: null,
  backup: null,
  // A passphrase takes its time to check: logins wait for each other and keep nobody's claim waiting.
  'login.redeem': 'login',
  'login.passphrase': 'login',
  'invite.accept': 'login',
  'session.unlock': 'login',
  'me.passphrase': 'login',
  'me.factor_confirm': 'login',
  'me.recovery': 'login',
  'session.touch': null,
  // One checkpoint at a time; witnesses may be slow. Answering others waits for nobody: two nodes may witness each other.
  'log.checkpoint': 'log',
  'log.request': 'log',
  'log.apply': 'log',
  'log.new': 'log',
  'log.rotate_key': 'log',
  'log.mirror': 'mirror-log',
  'log.cycle': 'log',
  'log.answer': null,
  'log.see': null,
  'log.serve_add': null,
  // What goes to and comes from other nodes may take hours on a slow line; entries are taken in short transactions.
  'bundle.write': 'bundle',
  'bundle.read': 'bundle',
  'watch.look': 'bundle',
  'sync.run': null,
  'sync.serve_push': null,
  'sync.serve_object_put': null,
  'sync.serve_seen': null,
};

function createTurns(): <T>(lane: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (lane, work) => {
    const run = (last.get(lane) ?? Promise.resolve()).then(work, work);
    // The refusal of one is the caller's; the next goes on.
    last.set(
      lane,
      run.catch(() => undefined),
    );
    return run;
  };
}

export function createApi(parts: Parts, author: Author | null): Api {
  const people = createPeople(parts);
  const inTurn = createTurns();
  return {
    async call(name, input, options = {}) {
      const context: Context = {
        parts,
        author,
        people,
        role: options.role ?? 'manager',
        onProgress: options.onProgress ?? (() => {}),
      };
      const table: UseCases = author ? { ...readers, ...writers } : readers;
      const useCase = table[name] as UseCase<typeof name> | undefined;
      if (!useCase) throw new KuaFailure({ code: 'E_USAGE', params: { reason: `no use case ${name}` } });
      await parts.spaces.refresh();
      const lane = isWrite(name) ? (LANES[name] === undefined ? 'people' : LANES[name]) : null;
      return lane === null ? useCase(context, input) : inTurn(lane, () => useCase(context, input));
    },
  };
}
