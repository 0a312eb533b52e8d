/** `npm run demo:coalition -- --auto`, watched from outside while it runs: what it says is what the API of each node shows. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiOut } from '../../src/contract/api.ts';
import { root } from '../ground/sources.ts';
import { SPACE, TITLES } from './demo-story.ts';
import { OFFICES } from './fake-coalition.ts';

let folder = '';
const running = new Set<ChildProcess>();
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kua-demo-test-'));
  mkdirSync(join(folder, 'tmp'));
});
afterAll(() => {
  for (const child of running) child.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function demo(...args: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'test/coalition/demo.ts'), ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, TMPDIR: join(folder, 'tmp') },
  });
  running.add(child);
  const lines: string[] = [];
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const out = createInterface(child.stdout);
  out.on('line', (line) => lines.push(line));
  const ended = new Promise<{ readonly code: number | null; readonly err: string }>((resolve) =>
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code, err });
    }),
  );
  return { child, out, lines, ended };
}

/** A person at one desk, by the printed link. */
interface Seat {
  get<T>(path: string): Promise<T | null>;
}
async function logIn(link: string): Promise<Seat> {
  const [address = '', token = ''] = link.split('#login=');
  const started = await fetch(`${address}api/1/session`, { method: 'POST', body: JSON.stringify({ token }) });
  expect(started.status).toBe(200);
  const cookie = (started.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return {
    async get<T>(path: string) {
      // The nodes end with the demo, an answer with them.
      try {
        const answer = await fetch(`${address}api/1/spaces/${SPACE}/${path}`, { headers: { cookie } });
        return answer.status === 200 ? ((await answer.json()) as T) : null;
      } catch (error) {
        if (error instanceof TypeError) return null;
        throw error;
      }
    },
  };
}

interface Look {
  /** Titles of the records that the desk shows, and values of the march's injured that compete. */
  readonly titles: readonly string[];
  readonly injured: readonly string[];
  /** Of our notes, what each other member lacks, by name. */
  readonly behind: { readonly [name: string]: number };
  readonly removed: readonly string[];
  readonly quarantined: number;
}
async function look(seat: Seat): Promise<Look | null> {
  const found = await seat.get<ApiOut<'search'>>('records?limit=100');
  const coalition = await seat.get<ApiOut<'coalition.read'>>('coalition');
  if (!found || !coalition) return null;
  const march = found.items.find((item) => item.title === TITLES.march);
  const record = march && (await seat.get<ApiOut<'show'>>(`records/${march.id}`));
  const others = coalition.members.filter((m) => !m.ours);
  const name = (m: (typeof others)[number]): string => m.organisation?.name ?? '';
  return {
    titles: found.items.map((item) => item.title),
    injured: (record?.fields['injured']?.claims ?? []).map((claim) => `${claim.text} ${claim.author}`).toSorted(),
    behind: Object.fromEntries(others.map((m) => [name(m), m.not_received?.ours ?? 0])),
    removed: others.filter((m) => !m.live).map(name),
    quarantined: coalition.quarantined,
  };
}

test('three desks show from outside what the demo says, step by step', async () => {
  const { out, lines, ended, child } = demo('--auto', '--port', '0', '--dir', join(folder, 'offices'));
  const links = await new Promise<readonly string[]>((resolve, reject) => {
    const found: string[] = [];
    out.on('line', (line) => {
      const link = /log in once: (\S+)/.exec(line)?.[1];
      if (link && found.push(link) === OFFICES.length) resolve(found);
    });
    void ended.then((e) => reject(new Error(`the demo ended with ${String(e.code)}: ${e.err}`)));
  });
  const seats = await Promise.all(links.map(logIn));
  let over = false;
  void ended.then(() => (over = true));
  const [a, b, c] = await Promise.all(
    seats.map(async (seat) => {
      const looks: Look[] = [];
      while (!over) {
        const now = await look(seat);
        if (now) looks.push(now);
        await new Promise((resolve) => void setTimeout(resolve, 60));
      }
      return looks;
    }),
  );
  expect(await ended).toEqual({ code: 0, err: '' });
  expect(lines.at(-1)).toContain('nothing is left running');

  const said = (pattern: RegExp): readonly string[] => lines.flatMap((line) => pattern.exec(line)?.[1] ?? []);
  const names = [OFFICES[0].name, OFFICES[1].name, OFFICES[2].name] as const;
  const [first, second, third] = [a ?? [], b ?? [], c ?? []];
  const last = (looks: readonly Look[]): Look | undefined => looks.at(-1);
  // Both directions: what A wrote stands at B and C, what B wrote at A.
  for (const looks of [first, second, third])
    expect(last(looks)?.titles).toEqual(expect.arrayContaining([TITLES.march, TITLES.arrests]));
  // The number of records is the one it said last, of each office that it counted.
  for (const [nth, looks] of [first, second].entries()) {
    const counted = said(new RegExp(`${names[nth] ?? ''} has (\\d+) records`)).at(-1);
    expect(looks.some((l) => l.titles.length === Number(counted))).toBe(true);
  }
  // A conflict, on both desks alike.
  for (const looks of [first, second]) expect(last(looks)?.injured).toEqual([`3 ${names[1]}`, `5 ${names[0]}`]);
  // The outage: the figure that it named stood on A's desk, and none was open at the end.
  const [behind] = said(/B has not yet received (\d+) of our notes/);
  expect(Number(behind)).toBeGreaterThan(0);
  expect(first.some((l) => l.behind[names[1]] === Number(behind))).toBe(true);
  expect(last(first)?.behind[names[1]]).toBe(0);
  // While it lasted B had none of them; by file it got them all.
  const during = (l: Look): number => l.titles.filter((title) => title.startsWith(TITLES.outage)).length;
  expect(second.some((l) => l.titles.includes(TITLES.answer) && during(l) === 0)).toBe(true);
  expect(during(last(second) as Look)).toBe(6);
  expect(said(/The line broke (\d+) times/)).toEqual(['2']);
  // The removed member: named as removed, in quarantine, and at no time did its desk show what came after.
  expect(last(first)?.removed).toEqual([names[2]]);
  expect(last(first)?.quarantined).toBe(Number(said(/in quarantine \(entries: (\d+)\)/)[0]));
  expect([first, second].map((looks) => last(looks)?.titles.includes(TITLES.removed))).toEqual([true, true]);
  expect(third.some((l) => l.titles.includes(TITLES.removed))).toBe(false);
  // What it wrote without knowing stood on its own desk alone, until it heard.
  expect(third.some((l) => l.titles.includes(TITLES.late))).toBe(true);
  expect([...first, ...second].some((l) => l.titles.includes(TITLES.late))).toBe(false);
  // Nothing runs, nothing answers, nothing is left in the temporary folder.
  for (const link of links) await expect(fetch(link.split('#')[0] ?? '')).rejects.toThrow();
  expect(child.exitCode).toBe(0);
  expect(readdirSync(join(folder, 'tmp')).filter((name) => name.startsWith('kua-'))).toEqual([]);
}, 180_000);

test('it says what hinders it, and ends in order when it is stopped in the middle', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const bound = taken.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  // The second of the three.
  const busy = await demo('--auto', '--port', String(port - 1)).ended;
  taken.close();
  expect([busy.code, busy.err]).toEqual([2, expect.stringMatching(/port \d+ is taken/)]);

  const full = join(folder, 'full');
  mkdirSync(full);
  writeFileSync(join(full, 'letter.txt'), 'mine');
  const refused = await demo('--auto', '--dir', full).ended;
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('is not empty')]);
  expect(readdirSync(full)).toEqual(['letter.txt']);
  expect((await demo('--nothing').ended).code).toBe(2);

  // The first address is told when all three run.
  const { child, out, ended, lines } = demo('--port', '0');
  const address = await new Promise<string>((resolve) =>
    out.on('line', (line) => {
      const found = /Practice Office C: (\S+)/.exec(line)?.[1];
      if (found) resolve(found);
    }),
  );
  expect((await fetch(`${address}api/1/health`)).status).toBe(200);
  child.kill('SIGINT');
  expect((await ended).code).toBe(130);
  expect(lines.at(-1)).toContain('nothing is left running');
  await expect(fetch(address)).rejects.toThrow();
  expect(readdirSync(join(folder, 'tmp')).filter((name) => name.startsWith('kua-'))).toEqual([]);
}, 60_000);
