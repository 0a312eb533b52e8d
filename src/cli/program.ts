/** Builds the parser from the commands: words, options, help in the language of the call. */
import { Command } from 'commander';
import type { Lang } from '../messages/translate.ts';
import { type CommandSpec, givenOf, type OptionSpec, type Outcome, usage } from './command.ts';
import { COMMANDS } from './commands.ts';
import { EXIT } from './exit.ts';
import { printable } from './printable.ts';
import { createSession, type GlobalOptions, type Session } from './session.ts';
import type { CliId, CliText } from './text.ts';
import type { World } from './world.ts';

export interface Call {
  readonly world: World;
  readonly lang: Lang;
  readonly t: CliText;
  readonly json: boolean;
}

export interface Program {
  help(): string;
  /** Exit code. Throws CommanderError, KuaFailure, or a bug. */
  run(argv: readonly string[]): Promise<number>;
}

/** Options that every command takes. */
const GLOBALS: readonly OptionSpec[] = [
  { flags: '--data <dir>', text: 'opt_data' },
  { flags: '--json', text: 'opt_json' },
  { flags: '--key-file <file>', text: 'opt_key_file' },
  { flags: '--passphrase-stdin', text: 'opt_passphrase_stdin' },
  { flags: '--lang <lang>', text: 'opt_lang' },
  { flags: '--person <name>', text: 'opt_person' },
];

const TITLES: { readonly [title: string]: CliId } = {
  'Usage:': 'help_usage',
  'Options:': 'help_options',
  'Commands:': 'help_commands',
  'Arguments:': 'help_arguments',
  'Global Options:': 'help_globals',
};

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

export function createProgram(call: Call): Program {
  const { world, t } = call;
  const root = new Command('kua');
  const dress = (command: Command): Command =>
    command
      .exitOverride()
      .configureOutput({
        writeOut: (text) => world.out(text),
        // Help after a call without a command goes to stderr; messages of the parser are said in our own words.
        writeErr: (text) => (text.startsWith('error:') ? undefined : world.err(text)),
        outputError: () => {},
        getOutHelpWidth: () => world.columns ?? 100,
        getErrHelpWidth: () => world.columns ?? 100,
      })
      .configureHelp({
        showGlobalOptions: command !== root,
        styleTitle: (title) => (TITLES[title] ? t(TITLES[title]) : title),
      })
      .helpOption('-h, --help', t('opt_help'));
  dress(root).description(t('help_about')).helpCommand('help [command]', t('cmd_help'));
  for (const option of GLOBALS) root.option(option.flags, t(option.text));

  let code: number = EXIT.done;
  const perform = async (spec: CommandSpec, command: Command): Promise<void> => {
    const globals = root.opts<GlobalOptions>();
    if (globals.lang !== undefined && globals.lang !== call.lang) usage(t, 'usage_lang', { name: globals.lang });
    const session = createSession(call, globals);
    try {
      const outcome = await spec.run(session, givenOf(command.args, command.opts(), t));
      if (outcome) code = answer(outcome, session, world);
    } finally {
      await session.close();
    }
  };
  const groups = new Map<string, Command>();
  for (const spec of COMMANDS) {
    const words = spec.usage.split(' ');
    const at = words.findIndex((w) => /^[<[]/.test(w));
    const path = at < 0 ? words : words.slice(0, at);
    const name = path.at(-1) ?? '';
    let parent = root;
    if (path.length > 1) {
      const group = path[0] ?? '';
      const known =
        groups.get(group) ??
        dress(root.command(group))
          .description(t(`group_${group}` as CliId))
          .helpCommand(false);
      groups.set(group, known);
      parent = known;
    }
    const command = dress(parent.command([name, ...words.slice(path.length)].join(' '))).description(t(spec.summary));
    for (const option of spec.options ?? []) {
      if (option.many) command.option(option.flags, t(option.text), collect);
      else command.option(option.flags, t(option.text));
    }
    command.action(() => perform(spec, command));
  }
  return {
    help: () => root.helpInformation(),
    async run(argv) {
      await root.parseAsync([...argv], { from: 'user' });
      return code;
    },
  };
}

function answer(outcome: Outcome, session: Session, world: World): number {
  if (session.json) world.out(`${JSON.stringify(outcome.json)}\n`);
  else {
    const text = outcome.raw ? outcome.text() : printable(outcome.text());
    world.out(text === '' || text.endsWith('\n') ? text : `${text}\n`);
  }
  return outcome.yes === false ? EXIT.no : EXIT.done;
}
