/** Names of the use cases that write: they go to the writer. Apart from the use cases, so that knowing a name loads none. */
import type { ApiName } from '../contract/api.ts';
import { SIGNALS_WRITES } from '../contract/areas/signals.ts';
import { LISTS_WRITES } from '../contract/areas/lists.ts';
import { RECORD_WRITES } from '../contract/areas/record.ts';
import { FINDINGS_WRITES } from '../contract/areas/findings.ts';
import { STATEMENTS_WRITES } from '../contract/areas/statements.ts';
import { DELIVERIES_WRITES } from '../contract/areas/deliveries.ts';
import { PUBLICATIONS_WRITES } from '../contract/areas/publications.ts';
import { SAFETY_WRITES } from '../contract/areas/safety.ts';
import { LOG_WRITES } from '../contract/areas/log.ts';
import { COALITION_WRITES } from '../contract/areas/coalition.ts';
import { EXCHANGE_WRITES } from '../contract/areas/exchange.ts';

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
  ...SIGNALS_WRITES,
  ...LISTS_WRITES,
  ...RECORD_WRITES,
  ...FINDINGS_WRITES,
  ...STATEMENTS_WRITES,
  ...DELIVERIES_WRITES,
  ...PUBLICATIONS_WRITES,
  ...SAFETY_WRITES,
  ...LOG_WRITES,
  ...COALITION_WRITES,
  ...EXCHANGE_WRITES,
]);

export const isWrite = (name: ApiName): boolean => WRITES.has(name);
