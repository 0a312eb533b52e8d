/** What a command is: its words, its options, what it does. The program, its help and a test are made from these. */
import { KuaFailure } from '../base/failures.ts';
import type { CliId, CliText } from './text.ts';
import type { Session } from './session.ts';

export interface OptionSpec {
  /** Commander's form: `--where <field=value>`. */
  readonly flags: string;
  readonly text: CliId;
  /** May be given more than once. */
  readonly many?: true;
}

export interface CommandSpec {
  /** Words, then arguments: `evidence add <file>`. */
  readonly usage: string;
  readonly summary: CliId;
  readonly options?: readonly OptionSpec[];
  /** Null: everything was printed already. */
  readonly run: (session: Session, given: Given) => Promise<Outcome | null>;
}

/** What a command answers: one JSON document, the same as text for people, and whether the answer is yes. */
export interface Outcome {
  readonly json: unknown;
  readonly text: () => string;
  /** False: exit 1. */
  readonly yes?: boolean;
  /** The text is a file's content, written as it is. */
  readonly raw?: true;
}

/** Arguments and options of one call. */
export interface Given {
  readonly args: readonly string[];
  /** Argument by position; the parser has made sure that required ones are there. */
  arg(position: number): string;
  text(option: string): string | undefined;
  /** Throws E_USAGE when the option is missing. */
  need(option: string): string;
  many(option: string): readonly string[];
  flag(option: string): boolean;
  /** Whole number from `min`. Throws E_USAGE. */
  whole(option: string, min: number): number | undefined;
}

/** Refuses a call that is not understood. */
export function usage(t: CliText, id: CliId, params: { readonly [name: string]: string | number } = {}): never {
  throw new KuaFailure({ code: 'E_USAGE', params: { reason: t(id, params) } });
}

export function givenOf(args: readonly string[], options: { readonly [name: string]: unknown }, t: CliText): Given {
  const camel = (name: string): string => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const text = (option: string): string | undefined => {
    const value = options[camel(option)];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    args,
    arg: (position) => args[position] ?? usage(t, 'usage_argument', { name: String(position + 1) }),
    text,
    need: (option) => text(option) ?? usage(t, 'usage_option_needed', { name: `--${option}` }),
    many(option) {
      const value = options[camel(option)];
      return Array.isArray(value) ? value.map(String) : [];
    },
    flag: (option) => options[camel(option)] === true,
    whole(option, min) {
      const given = text(option);
      if (given === undefined) return undefined;
      const value = Number(given);
      return /^\d+$/.test(given) && value >= min && Number.isSafeInteger(value)
        ? value
        : usage(t, 'usage_whole', { name: `--${option}`, min });
    },
  };
}

/** Splits `FIELD=VALUE` at the first `=`. Throws E_USAGE. */
export function pair(t: CliText, text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return at > 0 ? [text.slice(0, at), text.slice(at + 1)] : usage(t, 'usage_pair', { text: text.slice(0, 80) });
}

/** Members whose value is not undefined: optional inputs of use cases are absent, never undefined. */
export function present<T extends { readonly [name: string]: unknown }>(
  members: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

export const SPACE: OptionSpec = { flags: '--space <space>', text: 'opt_space' };
export const AS_OF: OptionSpec = { flags: '--as-of <date>', text: 'opt_as_of' };
