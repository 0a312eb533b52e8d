/** Sees files that live for a moment only: each is searched as soon as it appears or changes in a watched folder. */
import { type FSWatcher, readdirSync, readFileSync, readlinkSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { Hit, Search } from './secrecy-search.ts';

export interface Watched {
  readonly hits: readonly Hit[];
  /** Names of all files that were seen, once each. */
  readonly names: ReadonlySet<string>;
  folder(path: string): void;
  /** Looks at what a process holds open now, files included that have no name any more (Linux; elsewhere nothing). */
  openFiles(pid: number): void;
  close(): void;
}

const MOST_BYTES = 64 * 1024 * 1024;
/** Databases are searched page by page when the nodes have stopped. */
const isDatabase = (name: string): boolean => /\.db(-wal|-shm)?$/.test(name);

export function watched(search: Search): Watched {
  const hits: Hit[] = [];
  const names = new Set<string>();
  const watchers: FSWatcher[] = [];
  const look = (path: string, label: string): void => {
    try {
      const info = statSync(path, { throwIfNoEntry: false });
      if (!info?.isFile() || info.size === 0 || info.size > MOST_BYTES) return;
      names.add(label);
      hits.push(...search.in(label, readFileSync(path)));
    } catch {
      // It went between the look and the read.
    }
  };
  return {
    hits,
    names,
    folder(path) {
      watchers.push(
        watch(path, (_, name) => {
          if (name !== null && !isDatabase(name)) look(join(path, name), join(path, name));
        }),
      );
    },
    openFiles(pid) {
      const folder = `/proc/${pid}/fd`;
      if (!statSync(folder, { throwIfNoEntry: false })) return;
      for (const fd of readdirSync(folder)) {
        let target: string;
        try {
          target = readlinkSync(join(folder, fd));
        } catch {
          continue;
        }
        if (isDatabase(target)) continue;
        if (target.startsWith('/') && !/^\/(dev|proc|usr|lib)\//.test(target) && !target.endsWith('.node'))
          look(join(folder, fd), `open file ${target}`);
      }
    },
    close() {
      for (const w of watchers) w.close();
    },
  };
}
