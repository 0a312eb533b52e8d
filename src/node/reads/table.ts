/** Use cases that only read: they may run in any reader. */
import type { UseCases } from '../api.ts';
import { signalsReads } from '../signals/table.ts';
import { listsReads } from '../lists/table.ts';
import { recordReads } from '../record/table.ts';
import { findingsReads } from '../findings/table.ts';
import { statementsReads } from '../statements/table.ts';
import { deliveriesReads } from '../deliveries/table.ts';
import { publicationsReads } from '../publications/table.ts';
import { safetyReads } from '../safety/table.ts';
import { logReads } from '../log/table.ts';
import { coalitionReads } from '../coalition/table.ts';
import { exchangeReads } from '../coalition/exchange-table.ts';
import { custody } from './custody.ts';
import { demandList, demandShow } from './demands.ts';
import { exportRecords } from './export.ts';
import { erasureStatus } from '../coalition/erasure-status.ts';
import { search } from './search.ts';
import { history, relations, show } from './show.ts';
import { statementList, statementShow } from './statements.ts';
import { doctor, info, kindsList, spacesList, usersList } from './system.ts';
import { today } from './today.ts';
import { verify } from './verify.ts';

export const readers: UseCases = {
  'spaces.list': spacesList,
  search: (c, input) => search(c.parts, input, c.role),
  show: (c, input) => show(c.parts, input, c.role),
  history: (c, input) => history(c.parts, input, c.role),
  relations: (c, input) => relations(c.parts, input, c.role),
  today: (c, input) => today(c.parts, input),
  'demand.list': (c, input) => demandList(c.parts, input),
  'demand.show': (c, input) => demandShow(c.parts, input),
  'statement.list': (c, input) => statementList(c.parts, input),
  'statement.show': (c, input) => statementShow(c.parts, input),
  custody: (c, input) => custody(c.parts, input),
  doctor,
  'users.list': usersList,
  'kinds.list': kindsList,
  export: exportRecords,
  verify: (_c, input) => verify(input),
  info,
  'erasure.status': erasureStatus,
  'session.read': (c, input) => c.people.session(input.session),
  ...signalsReads,
  ...listsReads,
  ...recordReads,
  ...findingsReads,
  ...statementsReads,
  ...deliveriesReads,
  ...publicationsReads,
  ...safetyReads,
  ...logReads,
  ...coalitionReads,
  ...exchangeReads,
};
