/** Exit codes (stable): 0 done, 1 the answer is no, 2 usage or bad input, 70 a fault of the program. */
import { CommanderError } from 'commander';
import type { Failure } from '../base/result.ts';
import type { CliId, CliText } from './text.ts';

export const EXIT = { done: 0, no: 1, badInput: 2, fault: 70 } as const;

/** Refusals of a rule: the call was understood and the answer is no. */
const RULES: ReadonlySet<string> = new Set([
  'E_DECIDERS',
  'E_SELF_REVIEW',
  'E_FORBIDDEN',
  'E_LAST_MANAGER',
  'E_USER_LOCKED',
  'E_SMALL_CELL',
  'E_FROZEN',
  'E_STATEMENT',
  'E_UNMARKED',
  'E_DRAFT_NEWER',
  'E_SIGNED',
  'E_SIGNATURE',
  'E_HASH',
  'E_CARD',
  'E_CARD_OLD',
  'E_OTHER_STATEMENT',
  'E_MANDATE',
  'E_BASIS',
  'E_WITHDRAWN',
  'E_NO_STATE',
  'E_MOVE_CONTEXT',
  'E_MOVE_EVIDENCE',
  'E_MOVE_FROM',
  'E_CLOSE_EVIDENCE',
  'E_SEAT',
  'E_SEAT_ENDED',
  'E_SEAT_ROLE',
  'E_SPACE_OWN',
  'E_SPACE_PUBLIC',
  'E_INVITE_SIG',
  'E_ANSWER_SIG',
  'E_ANSWER_SPACE',
  'E_CARD_FAULT',
  'E_CARD_REPLACED',
  'E_JOINED',
  'E_ADMITTED',
  'E_ADMIT_ENDED',
  'E_REVOKE_SELF',
  'E_ACCEPT',
  'E_ANNOUNCED',
  'E_PAPER_OTHER',
  'E_PAPER_NEEDED',
  'E_PAPER_GONE',
  'E_CARDS_MANY',
  'E_RECOVER_USED',
  'E_SEIZED_HERE',
  'E_ORG_KEY',
  'E_DEVICE_COMPARE',
  'E_DEVICE_SIG',
  'E_DEVICE_SELF',
  'E_DEVICE_OTHER',
  'E_DEVICE_USED',
  'E_LOG_BEHIND',
  'E_LOG_RESTORED',
  'E_LOG_SPLIT',
  'E_LOG_WITNESS',
  'E_LOG_ENTRY',
  'E_LOG_PROOF',
  'E_LOG_SIGNATURE',
  'E_ERASE_ROLE',
  'E_ERASE_ASKED',
]);

export function exitOf(failure: Failure): number {
  if (failure.code === 'E_INTERNAL') return EXIT.fault;
  return RULES.has(failure.code) ? EXIT.no : EXIT.badInput;
}

export const isParserError = (error: unknown): error is CommanderError => error instanceof CommanderError;

const REASONS: { readonly [code: string]: CliId } = {
  'commander.unknownCommand': 'usage_unknown_command',
  'commander.unknownOption': 'usage_unknown_option',
  'commander.missingArgument': 'usage_argument',
  'commander.optionMissingArgument': 'usage_option_value',
  'commander.excessArguments': 'usage_excess',
  'commander.help': 'usage_command_needed',
};

/** The parser speaks English only; its codes are said again in the language of the call. */
export function parserFailure(error: CommanderError, t: CliText): Failure {
  const name = /'([^']+)'/.exec(error.message)?.[1] ?? '';
  const nearest = /\(Did you mean (?:one of )?(.+)\?\)/.exec(error.message)?.[1];
  const id = REASONS[error.code];
  const reason = id ? t(id, { name }) : error.message;
  return {
    code: 'E_USAGE',
    params: {
      reason: nearest ? `${reason}; ${t('usage_nearest', { name: nearest })}` : reason,
      ...(nearest ? { nearest: nearest.split(', ') } : {}),
    },
  };
}
