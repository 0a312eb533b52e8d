/** One call of `kua`: parse, run, print, exit code. JSON: exactly one document on stdout; everything else goes to stderr. */
import { randomBytes } from 'node:crypto';
import { KuaFailure } from '../base/failures.ts';
import type { Failure } from '../base/result.ts';
import { isLang, type Lang } from '../messages/translate.ts';
import { langOf } from '../node/config.ts';
import { EXIT, exitOf, isParserError, parserFailure } from './exit.ts';
import { printable } from './printable.ts';
import { createProgram } from './program.ts';
import { cliText } from './text.ts';
import type { World } from './world.ts';

/** Value of a global option wherever it stands: the language and form of a failure are needed before parsing succeeds. */
function early(argv: readonly string[], name: string): string | undefined {
  const at = argv.findIndex((a) => a === name || a.startsWith(`${name}=`));
  if (at < 0) return undefined;
  return argv[at] === name ? argv[at + 1] : argv[at]?.slice(name.length + 1);
}

/** `help demand move` and `demand move --help` are the same, and so are `--version` and `version`. */
function asWritten(argv: readonly string[]): readonly string[] {
  const [first, ...rest] = argv;
  if (first === 'help') return [...rest, '--help'];
  return first === '--version' ? ['version', ...rest] : argv;
}

/** Runs a command line. Never throws: a fault of the program is E_INTERNAL with exit 70. */
export async function run(argv: readonly string[], world: World): Promise<number> {
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  const json = options.includes('--json');
  const asked = early(options, '--lang');
  const lang = langOf(isLang(asked) ? asked : undefined, world.env);
  const t = cliText(lang);
  const program = createProgram({ world, lang, t, json });
  try {
    if (argv.length === 0) {
      world.out(program.help());
      return EXIT.done;
    }
    return await program.run(asWritten(argv));
  } catch (error) {
    if (isParserError(error) && error.exitCode === 0) return EXIT.done;
    const failure = isParserError(error)
      ? parserFailure(error, t)
      : error instanceof KuaFailure
        ? error.failure
        : fault(error, world);
    await tell(failure, lang, json, world);
    return exitOf(failure);
  }
}

/** A bug: its stack is shown only when asked for, because it may name what a person typed. */
function fault(error: unknown, world: World): Failure {
  if (world.env['KUA_DEBUG'] === '1')
    world.err(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return { code: 'E_INTERNAL', params: { request: randomBytes(4).toString('hex') }, cause: error };
}

async function tell(failure: Failure, lang: Lang, json: boolean, world: World): Promise<void> {
  const { errorBody } = await import('../messages/errors/texts.ts');
  const body = errorBody(failure, lang);
  if (json) world.out(`${JSON.stringify({ error: body })}\n`);
  else world.err(printable(`${body.code}: ${body.message}\n${body.remedy}\n`));
}
