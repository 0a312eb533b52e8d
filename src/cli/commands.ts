/** Every command of `kua`, in the order in which help lists them. */
import type { CommandSpec } from './command.ts';
import { deliveryCommands } from './commands/delivery.ts';
import { demandCommands } from './commands/demand.ts';
import { signalCommands } from './commands/signal.ts';
import { editionCommands } from './commands/edition.ts';
import { evidenceCommands } from './commands/evidence.ts';
import { exchangeCommands } from './commands/exchange.ts';
import { importCommands } from './commands/import.ts';
import { logCommands } from './commands/log.ts';
import { initCommands } from './commands/init.ts';
import { keyCommands } from './commands/key.ts';
import { memberCommands } from './commands/member.ts';
import { mirrorCommands } from './commands/mirror.ts';
import { nodeCommands } from './commands/node.ts';
import { readingCommands } from './commands/readings.ts';
import { recordCommands } from './commands/record.ts';
import { searchCommands } from './commands/search.ts';
import { serveCommands } from './commands/serve.ts';
import { spaceCommands } from './commands/space.ts';
import { statementCommands } from './commands/statement.ts';
import { userCommands } from './commands/user.ts';

export const COMMANDS: readonly CommandSpec[] = [
  ...initCommands,
  ...serveCommands,
  ...importCommands,
  ...searchCommands,
  ...recordCommands,
  ...evidenceCommands,
  ...spaceCommands,
  ...memberCommands,
  ...keyCommands,
  ...exchangeCommands,
  ...statementCommands,
  ...signalCommands,
  ...demandCommands,
  ...deliveryCommands,
  ...readingCommands,
  ...userCommands,
  ...editionCommands,
  ...logCommands,
  ...mirrorCommands,
  ...nodeCommands,
];
