/** What the demo shows, step by step: every figure that it prints is read back from a node after the step, none is known beforehand. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiOut } from '../../src/contract/api.ts';
import type { FakeCoalition } from './fake-coalition.ts';
import type { Office, Said } from './office.ts';

export const SPACE = 'practice-march';
export const TITLES = {
  march: 'PRACTICE: a march on the square (invented)',
  arrests: 'PRACTICE: arrests at the station (invented)',
  outage: 'PRACTICE: written during the outage',
  answer: 'PRACTICE: written by Office B during the outage',
  removed: 'PRACTICE: written after Office C was removed',
  late: 'PRACTICE: written by Office C after its removal',
} as const;
/** Records that Office A writes while the line is cut. */
const DURING = 3;
/** The line breaks after so many bytes of an answer, so many times. */
const BREAK = { bytes: 2_000, times: 2 } as const;

export interface Story {
  readonly coalition: FakeCoalition;
  /** Where files lie that are carried by hand. */
  readonly stick: string;
  /** A line for people. */
  say(line: string): void;
}
export interface StoryStep {
  readonly title: string;
  run(s: Story): Promise<void>;
}

const words = (args: readonly string[]): string => args.map((a) => (/^[\w./:=@-]+$/.test(a) ? a : `"${a}"`)).join(' ');
/** Long lines and paths of the demo's own folder are shortened where they are only shown. */
const shown = (s: Story, args: readonly string[]): string =>
  words(args.map((a) => (a.startsWith('kua-') ? `${a.slice(0, 14)}…` : a.replace(`${s.stick}/`, ''))));

async function kua<T>(s: Story, who: Office, args: readonly string[], codes: readonly number[] = [0]): Promise<T> {
  s.say(`  ${who.key.toUpperCase()}$ kua ${shown(s, args)}`);
  return who.json<T>(args, { codes });
}

type Search = ApiOut<'search'>;
type Coalition = ApiOut<'coalition.read'>;
type Sync = ApiOut<'sync.run'>;

const records = async (who: Office): Promise<number> =>
  (await who.json<Search>(['search', '--space', SPACE, '--limit', '1'])).total;
const titled = async (who: Office, title: string): Promise<number> =>
  (await who.json<Search>(['search', '--space', SPACE, '--limit', '100'])).items.filter((item) => item.title === title)
    .length;

/** How many of our notes a member lacks, as far as we know. */
async function lacking(who: Office, other: Office): Promise<number> {
  const { members } = await who.json<Coalition>(['member', 'list', '--space', SPACE]);
  return members.find((m) => m.organisation?.name === other.name)?.not_received?.ours ?? 0;
}
const behind = async (s: Story, who: Office, other: Office): Promise<void> => {
  const n = await lacking(who, other);
  s.say(
    n === 0
      ? `  ${who.name} sees: ${other.name} has received all of our notes.`
      : `  ${who.name} sees: ${other.name} has not yet received ${n} of our notes.`,
  );
};
const holdings = async (s: Story, ...offices: readonly Office[]): Promise<void> => {
  for (const who of offices) s.say(`  ${who.name} has ${await records(who)} records.`);
};

const sync = (s: Story, who: Office, url: string, codes?: readonly number[]): Promise<Sync> =>
  kua<Sync>(s, who, ['sync', url, '--space', SPACE, '--once'], codes);

async function note(s: Story, who: Office, title: string, ...fields: readonly string[]): Promise<string> {
  const args = ['record', 'new', 'Event', `title=${title}`, 'kind=protest', 'date=2022-01-05', ...fields];
  return (await kua<{ readonly id: string }>(s, who, [...args, '--space', SPACE])).id;
}

async function join_(s: Story, who: Office, role: 'write' | 'manage'): Promise<void> {
  const { a } = s.coalition;
  const invited = await kua<ApiOut<'coalition.invite'>>(s, a, ['member', 'invite', '--space', SPACE, '--role', role]);
  const title = 'PRACTICE: a march (invented)';
  const answer = await kua<ApiOut<'coalition.join'>>(s, who, [
    ...['member', 'join', invited.text, '--as', SPACE, '--title', title],
  ]);
  await kua(s, a, ['member', 'admit', answer.text, '--space', SPACE, '--role', role]);
  s.say(`  Read aloud to each other: ${answer.words.latin.join(' ')}`);
  await kua(s, a, ['member', 'compare', who.name, '--space', SPACE]);
}

async function told(s: Story, who: Office, id: string): Promise<void> {
  const { fields } = await who.json<ApiOut<'show'>>(['show', id]);
  const claims = fields['injured']?.claims ?? [];
  s.say(`  ${who.name} shows ${claims.length} accounts of "injured", side by side:`);
  for (const claim of claims) s.say(`    ${claim.text}, by ${claim.author}: says ${claim.speaker ?? 'nobody'}`);
}

/** A call that takes its time while the story goes on. */
let trying: Promise<Said> | null = null;

export const STEPS: readonly StoryStep[] = [
  {
    title: 'Office A opens a private space and lets B and C in; what travels is text, and no server is in common',
    async run(s) {
      await kua(s, s.coalition.a, ['space', 'new', SPACE, '--title', 'PRACTICE: a march (invented)']);
      await join_(s, s.coalition.b, 'manage');
      await join_(s, s.coalition.c, 'write');
    },
  },
  {
    title: 'Records go both ways',
    async run(s) {
      const { a, b, c, lines } = s.coalition;
      await note(s, a, TITLES.march);
      await sync(s, b, lines.ba.url);
      await note(s, b, TITLES.arrests);
      await sync(s, b, lines.ba.url);
      await sync(s, c, lines.ca.url);
      await holdings(s, a, b, c);
    },
  },
  {
    title: 'Two accounts of one event differ: both stay, on both desks',
    async run(s) {
      const { a, b, lines } = s.coalition;
      const { items } = await a.json<Search>(['search', '--space', SPACE, '--limit', '100']);
      const id = items.find((item) => item.title === TITLES.march)?.id ?? '';
      const claim = (who: Office, n: string, speaker: string) =>
        kua(s, who, ['claim', id, 'injured', n, '--space', SPACE, '--speaker', speaker]);
      await claim(a, '5', 'a shopkeeper (practice)');
      await claim(b, '3', 'a nurse (practice)');
      await sync(s, b, lines.ba.url);
      await told(s, a, id);
      await told(s, b, id);
    },
  },
  {
    title: 'An outage: the line between A and B is cut, and both write on',
    async run(s) {
      const { a, b, lines } = s.coalition;
      lines.ba.cut();
      s.say('  (the line is cut)');
      s.say(`  B$ kua sync ${lines.ba.url} --space ${SPACE} --once     (tries for some seconds, while we go on)`);
      trying = b.kua(['sync', lines.ba.url, '--space', SPACE, '--once', '--json']);
      for (let i = 1; i <= DURING; i++) await note(s, a, `${TITLES.outage} ${i}`);
      await note(s, b, TITLES.answer);
      await holdings(s, a, b);
      await behind(s, a, b);
    },
  },
  {
    title: 'A file on a stick goes from A to B and back, while the line is still cut',
    async run(s) {
      const { a, b } = s.coalition;
      mkdirSync(s.stick, { recursive: true });
      const carry = async (from: Office, to: Office, name: string): Promise<void> => {
        const file = join(s.stick, name);
        await kua(s, from, ['bundle', 'write', file, '--space', SPACE, '--to', to.name]);
        await kua(s, to, ['bundle', 'read', file]);
      };
      await carry(a, b, 'from-a-to-b.kua.age');
      await carry(b, a, 'from-b-to-a.kua.age');
      await holdings(s, a, b);
      await behind(s, a, b);
      const ended = await trying;
      trying = null;
      const { spaces } = JSON.parse(ended?.out ?? '{}') as Partial<Sync>;
      const code = spaces?.[0]?.error ?? null;
      s.say(
        code === null
          ? '  The exchange that B began over the line is complete.'
          : `  The exchange that B began over the line gave up (${code}): the line is still cut.`,
      );
    },
  },
  {
    title: 'The line is back, slow, and breaks in the middle of an answer; the exchange goes on from there',
    async run(s) {
      const { a, b, lines } = s.coalition;
      for (let i = 1; i <= DURING; i++) await note(s, a, `${TITLES.outage}, second part ${i}`);
      lines.ba.restore();
      lines.ba.slow(64_000);
      lines.ba.breakAfter(BREAK.bytes, BREAK.times);
      const before = lines.ba.broken;
      const { spaces } = await sync(s, b, lines.ba.url);
      lines.ba.slow(null);
      const [one] = spaces;
      s.say(
        `  The line broke ${lines.ba.broken - before} times; ${one?.received.accepted ?? 0} entries came, ${one?.received.duplicate ?? 0} of them twice.`,
      );
      await holdings(s, a, b);
      await behind(s, a, b);
    },
  },
  {
    title: 'Office C is removed: it keeps what it has, reads nothing new, and adds nothing',
    async run(s) {
      const { a, b, c, lines } = s.coalition;
      const recipient = (await c.json<ApiOut<'keys.read'>>(['key', 'show'])).recipient;
      await kua(s, a, ['member', 'revoke', c.name, '--space', SPACE, '--reason', 'end of the practice']);
      await note(s, a, TITLES.removed);
      await sync(s, b, lines.ba.url);
      const asked = await sync(s, c, lines.ca.url, [1]);
      s.say(`  A answers C: ${asked.spaces[0]?.error ?? 'the exchange is complete'}.`);
      // C has not heard of its removal, and goes on.
      await note(s, c, TITLES.late);
      const [fromC, byMistake] = [join(s.stick, 'from-c-to-a.kua.age'), join(s.stick, 'by-mistake.kua.age')];
      await kua(s, c, ['bundle', 'write', fromC, '--space', SPACE, '--to', a.name]);
      await kua(s, a, ['bundle', 'read', fromC], [0, 1]);
      const { total } = await a.json<ApiOut<'coalition.quarantine'>>(['space', 'quarantine', '--space', SPACE]);
      s.say(
        `  A keeps what C wrote in quarantine (entries: ${total}); "${TITLES.late}" is shown ${await titled(a, TITLES.late)} times.`,
      );
      s.say('  Somebody at A gives C the newest file by mistake:');
      await kua(s, a, ['bundle', 'write', byMistake, '--space', SPACE, '--to', recipient]);
      await kua(s, c, ['bundle', 'read', byMistake], [0, 1]);
      const has = async (who: Office) => `${who.name} ${await titled(who, TITLES.removed)}`;
      s.say(`  "${TITLES.removed}" is read by: ${await has(a)}, ${await has(b)}, ${await has(c)}.`);
      s.say(`  ${c.name} still reads "${TITLES.march}": ${await titled(c, TITLES.march)}.`);
    },
  },
];
