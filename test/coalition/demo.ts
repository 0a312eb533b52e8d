/**
 * `npm run demo:coalition`: three real nodes of practice offices on this computer, shown step by step. Works without a network and
 * leaves nothing running. Exit 0 done, 2 it cannot start, 1 a step failed, 130 ended within a step.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { STEPS } from './demo-story.ts';
import { type FakeCoalition, fakeCoalition } from './fake-coalition.ts';
import { missingBuild, OfficeFailure } from './office.ts';

const DEFAULT_PORT = 7811;
const USAGE = `npm run demo:coalition [-- OPTIONS]
  --auto        every step by itself, then stop; without it Enter goes to the next step, and the desks stay open at the end
  --port PORT   first of three ports (${DEFAULT_PORT}); 0: any free ones
  --dir DIR     an empty or new folder for the three offices, kept; without it a temporary one, removed at the end
`;

const say = (line = ''): void => void process.stdout.write(`${line}\n`);
const tell = (line: string): void => void process.stderr.write(`${line}\n`);

interface Asked {
  readonly auto: boolean;
  readonly port: number;
  readonly dir: string | null;
}

/** Null: what was typed is not understood, or was a question for help; it was answered. */
function asked(): Asked | number {
  try {
    const { values } = parseArgs({
      options: {
        auto: { type: 'boolean' },
        port: { type: 'string' },
        dir: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    if (values.help) {
      say(USAGE);
      return 0;
    }
    const port = Number(values.port ?? DEFAULT_PORT);
    if (!/^\d{1,5}$/.test(values.port ?? '0') || port > 65_533) {
      tell(`--port ${values.port ?? ''}: a number from 0 to 65533 is needed`);
      return 2;
    }
    return { auto: values.auto ?? false, port, dir: values.dir === undefined ? null : resolve(values.dir) };
  } catch (error) {
    tell(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return 2;
  }
}

/** The first of the three ports that cannot be had; null: all can. */
async function takenPort(first: number): Promise<number | null> {
  for (let port = first; first > 0 && port < first + 3; port++) {
    const free = await new Promise<boolean>((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (!free) return port;
  }
  return null;
}

/** Folder of the offices; a text: why it cannot be had. */
function folderFor(dir: string | null): { readonly path: string } | string {
  if (dir === null) return { path: mkdtempSync(join(tmpdir(), 'kua-demo-')) };
  if (existsSync(dir) && readdirSync(dir).length > 0)
    return `${dir} is not empty: name a new folder, or remove this one when you no longer need it`;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return { path: dir };
}

/** Waits for Enter; when the input has ended, goes on by itself. */
function enters(auto: boolean): { next(): Promise<void>; close(): void } {
  if (auto) return { next: () => Promise.resolve(), close: () => undefined };
  const input = createInterface({ input: process.stdin, terminal: false });
  let ahead = 0;
  let ended = false;
  let waiting: (() => void) | null = null;
  const go = (): void => {
    const resume = waiting;
    waiting = null;
    if (resume) resume();
    else ahead++;
  };
  input.on('line', go);
  input.on('close', () => {
    ended = true;
    waiting?.();
  });
  return {
    async next() {
      if (ended) return;
      if (ahead > 0) ahead--;
      else {
        process.stdout.write('  [Enter: next step] ');
        await new Promise<void>((resolve) => (waiting = resolve));
        if (process.stdin.isTTY !== true) say();
      }
    },
    close: () => input.close(),
  };
}

/** All steps; then, unless it runs by itself, until it is stopped. */
async function show(coalition: FakeCoalition, folder: string, o: Asked, finished: () => Promise<void>): Promise<void> {
  const enter = enters(o.auto);
  try {
    say('Three practice offices with invented names and records: nothing here is about real people,');
    say('and nothing leaves this computer.');
    say(`Folder: ${folder}${o.dir === null ? ' (removed at the end)' : ''}`);
    say('Making three nodes ...');
    await coalition.start(o.port);
    for (const who of [coalition.a, coalition.b, coalition.c]) {
      say(`${who.name}: ${who.address}`);
      say(`  log in once: ${who.login}`);
    }
    const story = { coalition, stick: join(folder, 'stick'), say };
    for (const [nth, step] of STEPS.entries()) {
      await enter.next();
      say();
      say(`== ${nth + 1} of ${STEPS.length}: ${step.title}`);
      await step.run(story);
    }
    say();
    await finished();
  } finally {
    enter.close();
  }
}

/** Why it cannot start; null: it can. */
async function hindrance(o: Asked): Promise<string | null> {
  const port = await takenPort(o.port);
  if (port !== null)
    return `port ${port} is taken, by another program or another demo. Name three others: npm run demo:coalition -- --port ${port + 100}`;
  return missingBuild();
}

async function demo(): Promise<number> {
  const o = asked();
  if (typeof o === 'number') return o;
  const hindered = await hindrance(o);
  const folder = hindered ?? folderFor(o.dir);
  if (typeof folder === 'string') {
    tell(folder);
    return 2;
  }
  let code = 130;
  const stopped = new Promise<void>((resolve) => {
    // Not `once`: the terminal and npm may both signal, and the second must not cut the orderly end short.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
  const finished = async (): Promise<void> => {
    code = 0;
    if (o.auto) return;
    say('The three desks stay open: look at Records and Coalition of "practice-march" on each. Ctrl-C ends all three.');
    await stopped;
  };
  let coalition: FakeCoalition | null = null;
  try {
    coalition = await fakeCoalition({ folder: folder.path });
    // After a signal the commands at hand break off; what they say then is of no interest.
    await Promise.race([show(coalition, folder.path, o, finished), stopped]);
  } catch (error) {
    if (!(error instanceof OfficeFailure)) throw error;
    tell(error.message);
    code = error.code === 2 ? 2 : 1;
  } finally {
    await coalition?.end();
    if (o.dir === null) rmSync(folder.path, { recursive: true, force: true, maxRetries: 5 });
    say('Stopped: nothing is left running.');
  }
  return code;
}

process.exit(await demo());
