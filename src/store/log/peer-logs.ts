/**
 * What is known of other logs: `log/peers/<SHA-256 of the origin, hex>/`
 *   newest.note     the largest checkpoint seen, with its signatures
 *   split-<n>/      a.note, b.note, and between.txt where their sizes differ: what shows the split to anybody; never changed
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toBase64 } from '../../evidence/log/base64.ts';
import type { PrefixProof } from '../../evidence/log/split.ts';
import { fsyncFolder, makeFolder, moveDurably, replaceFile } from '../files.ts';

export interface PeerLogs {
  newest(origin: string): string | null;
  putNewest(origin: string, note: string): void;
  /** Paths below the data folder of the kept proofs, in their order. */
  splits(origin: string): readonly string[];
  /** Notes and proof of a kept split. */
  split(origin: string, n: number): { readonly a: string; readonly b: string; readonly between: string | null } | null;
  /** Keeps a proof, unless one is kept already of the same two notes. Returns its path below the data folder. */
  putSplit(origin: string, a: string, b: string, between: PrefixProof | null): string;
}

const betweenText = (x: PrefixProof): string => `${[x.prefix, ...x.proof].map((h) => `${toBase64(h)}\n`).join('')}`;

export function openPeerLogs(dir: string): PeerLogs {
  const below = (origin: string): string =>
    join('log', 'peers', createHash('sha256').update(origin, 'utf8').digest('hex'));
  const folder = (origin: string): string => join(dir, below(origin));
  const text = (path: string): string | null => (existsSync(path) ? readFileSync(path, 'utf8') : null);
  const numbers = (origin: string): readonly number[] =>
    (existsSync(folder(origin)) ? readdirSync(folder(origin)) : [])
      .flatMap((name) => /^split-([1-9]\d{0,5})$/.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  const split: PeerLogs['split'] = (origin, n) => {
    const at = join(folder(origin), `split-${n}`);
    const [a, b] = [text(join(at, 'a.note')), text(join(at, 'b.note'))];
    return a === null || b === null ? null : { a, b, between: text(join(at, 'between.txt')) };
  };
  return {
    newest: (origin) => text(join(folder(origin), 'newest.note')),
    putNewest(origin, note) {
      makeFolder(folder(origin));
      replaceFile(join(folder(origin), 'newest.note'), note, randomBytes);
    },
    splits: (origin) => numbers(origin).map((n) => join(below(origin), `split-${n}`)),
    split,
    putSplit(origin, a, b, between) {
      const held = numbers(origin);
      for (const n of held) {
        const kept = split(origin, n);
        if (kept && [kept.a, kept.b].includes(a) && [kept.a, kept.b].includes(b))
          return join(below(origin), `split-${n}`);
      }
      const name = `split-${(held.at(-1) ?? 0) + 1}`;
      const part = join(folder(origin), `.${name}.${randomUUID()}`);
      makeFolder(part);
      replaceFile(join(part, 'a.note'), a, randomBytes);
      replaceFile(join(part, 'b.note'), b, randomBytes);
      if (between) replaceFile(join(part, 'between.txt'), betweenText(between), randomBytes);
      fsyncFolder(part);
      moveDurably(part, join(folder(origin), name));
      return join(below(origin), name);
    },
  };
}
