/** Names of the use cases that write: they go to the writer. Apart from the use cases, so that knowing a name loads none. */
import type { ApiName } from '../contract/api.ts';

const WRITES: ReadonlySet<ApiName> = new Set<ApiName>([
  'spaces.new',
  'claim',
  'retract',
  'record.new',
  'review',
  'erase',
  'import',
  'import.undo',
  'evidence.add',
  'evidence.check',
  'demand.measure',
  'demand.respond',
  'demand.move',
  'statement.new',
  'statement.freeze',
  'statement.sign',
  'statement.publish',
  'users.add',
  'users.role',
  'users.lock',
  'login.token',
  'login.redeem',
  'session.end',
  'settings.put',
  'edition.build',
  'example',
  'rebuild',
  'backup',
]);

export const isWrite = (name: ApiName): boolean => WRITES.has(name);
