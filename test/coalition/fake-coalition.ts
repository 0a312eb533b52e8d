/**
 * A fake coalition: three offices, each a real node in a process and a folder of its own, and between each two of them a line that
 * can be cut. Nothing leaves this computer. Used by tests and by `npm run demo:coalition`.
 */
import { join } from 'node:path';
import { type CutLine, cutLine } from './cut-line.ts';
import { type Office, office } from './office.ts';

/** Invented, and said to be. */
export const OFFICES = [
  { key: 'a', name: 'Practice Office A', manager: 'Practice manager A' },
  { key: 'b', name: 'Practice Office B', manager: 'Practice manager B' },
  { key: 'c', name: 'Practice Office C', manager: 'Practice manager C' },
] as const;
type OfficeKey = (typeof OFFICES)[number]['key'];
/** The first letter is who calls, the second who is called; an exchange goes both ways all the same. */
type LineKey = 'ba' | 'ca' | 'cb';

export interface FakeCoalition {
  readonly a: Office;
  readonly b: Office;
  readonly c: Office;
  readonly lines: { readonly [key in LineKey]: CutLine };
  /** Makes three nodes and starts them, on three ports one after the other; 0: any free ones. */
  start(port: number): Promise<void>;
  /** Ends every process and every line, also those that are only starting. */
  end(): Promise<void>;
}

export interface CoalitionOptions {
  readonly folder: string;
  readonly passphrases?: { readonly [key in OfficeKey]?: string };
  readonly env?: { readonly [name: string]: string };
}

/** OfficeFailure when the program is not built. Nothing is started yet. */
export async function fakeCoalition(o: CoalitionOptions): Promise<FakeCoalition> {
  const made = (nth: 0 | 1 | 2): Office => {
    const who = OFFICES[nth];
    const passphrase = o.passphrases?.[who.key];
    return office({
      ...who,
      folder: join(o.folder, `office-${who.key}`),
      ...(passphrase === undefined ? {} : { passphrase }),
      ...(o.env ? { env: o.env } : {}),
    });
  };
  const [a, b, c] = [made(0), made(1), made(2)];
  const lines = { ba: await cutLine(), ca: await cutLine(), cb: await cutLine() };
  const started: { readonly who: Office; readonly urls: readonly string[]; readonly into: readonly CutLine[] }[] = [
    { who: a, urls: [lines.ba.url, lines.ca.url], into: [lines.ba, lines.ca] },
    { who: b, urls: [lines.cb.url], into: [lines.cb] },
    { who: c, urls: [], into: [] },
  ];
  return {
    ...{ a, b, c, lines },
    async start(port) {
      await Promise.all([a, b, c].map((who) => who.init()));
      // One after the other: the first port that is taken is named, and no half of a coalition is left starting.
      for (const [nth, { who, urls, into }] of started.entries()) {
        await who.serve({ port: port === 0 ? 0 : port + nth, urls });
        for (const line of into) line.to(Number(new URL(who.address).port));
      }
    },
    async end() {
      await Promise.all(started.map(({ who }) => who.end()));
      await Promise.all(Object.values(lines).map((line) => line.close()));
    },
  };
}
