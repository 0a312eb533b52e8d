/** Names of the files of a data folder (docs/formats/folder.md) and of the files shipped with the program. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const layout = (dir: string) =>
  ({
    ledger: join(dir, 'ledger.db'),
    index: join(dir, 'index.db'),
    socket: join(dir, 'node.sock'),
    erased: join(dir, 'erased.cbor'),
    restored: join(dir, 'restored.json'),
    errors: join(dir, 'import-errors'),
    /** Bundles that the desk sends up or that wait to be fetched: sealed, swept at each start. */
    exchange: join(dir, 'exchange'),
  }) as const;

/** What a restore left in the folder, null when it was never restored: each restore leaves another text. */
export function restoredMark(dir: string): string | null {
  const file = layout(dir).restored;
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** Root of the package: two folders above src/node and above dist/node alike. */
export const packageRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const exampleDir = (name: string): string => join(packageRoot, 'examples', name);
