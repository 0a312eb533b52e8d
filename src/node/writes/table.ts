/** Use cases that write: they run where the writer is. */
import type { UseCases } from '../api.ts';
import { signalsWrites } from '../signals/table.ts';
import { listsWrites } from '../lists/table.ts';
import { recordWrites } from '../record/table.ts';
import { findingsWrites } from '../findings/table.ts';
import { statementsWrites } from '../statements/table.ts';
import { deliveriesWrites } from '../deliveries/table.ts';
import { publicationsWrites } from '../publications/table.ts';
import { safetyWrites } from '../safety/table.ts';
import { logWrites } from '../log/table.ts';
import { coalitionWrites } from '../coalition/table.ts';
import { exchangeWrites } from '../coalition/exchange-table.ts';
import { claim, recordNew, retract } from './claims.ts';
import { move } from '../deliveries/decisions.ts';
import { measure, respond } from './demands.ts';
import { erase } from './erase.ts';
import { addEvidence, checkEvidence } from './evidence.ts';
import { example, importFile, undoImport } from './imports.ts';
import { addUser, endSession, lockUser, loginToken, putSettings, redeem, setRole } from './people.ts';
import { review } from './review.ts';
import { sign } from '../statements/sign.ts';
import { freeze, publish, statementNew } from './statements.ts';
import { backup, newSpace, rebuild } from './system.ts';

export const writers: UseCases = {
  'spaces.new': newSpace,
  claim,
  retract,
  'record.new': recordNew,
  review,
  erase,
  import: importFile,
  'import.undo': undoImport,
  'evidence.add': addEvidence,
  'evidence.check': checkEvidence,
  'demand.measure': measure,
  'demand.respond': respond,
  'demand.move': move,
  'statement.new': statementNew,
  'statement.freeze': freeze,
  'statement.sign': sign,
  'statement.publish': publish,
  'users.add': addUser,
  'users.role': setRole,
  'users.lock': lockUser,
  'login.token': loginToken,
  'login.redeem': redeem,
  'session.end': endSession,
  'settings.put': putSettings,
  example,
  rebuild,
  backup,
  ...signalsWrites,
  ...listsWrites,
  ...recordWrites,
  ...findingsWrites,
  ...statementsWrites,
  ...deliveriesWrites,
  ...publicationsWrites,
  ...safetyWrites,
  ...logWrites,
  ...coalitionWrites,
  ...exchangeWrites,
};
