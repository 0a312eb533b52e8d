/**
 * Writes the room overrides of .oxlintrc.json from rooms.json: for each room, imports of the rooms its row does not list
 * are errors, and so are Node's modules in browser-safe rooms; files that verify may not import files that sign or make.
 * `--check` writes nothing and exits 1 when the file differs. The other rules of .oxlintrc.json are written by hand.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const FILE = at('.oxlintrc.json');

/** Overrides for a table of rooms. Later ones win; each holds the whole pattern list of its files. */
export function roomOverrides(table) {
  const rooms = Object.keys(table.rooms);
  const short = (room) => room.slice('src/'.length);
  const rule = (patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });
  const out = [];
  for (const room of rooms) {
    const allowed = [room, ...table.rooms[room]];
    const forbidden = rooms
      .filter((other) => !allowed.includes(other))
      .map((other) => ({
        regex: `^(?:\\.\\./)+${short(other)}/`,
        message: `${short(room)} may not import ${short(other)}`,
      }));
    const node = { regex: '^node:', message: `${short(room)} is browser-safe: no module of Node` };
    const safe = table.browserSafe.includes(room);
    const folders = table.nodeFolders.filter((folder) => folder.startsWith(`${room}/`));
    const patterns = safe ? [...forbidden, node] : forbidden;
    const signing = {
      regex: '/(?:[a-z-]+-)?(?:sign|make|seal)\\.ts$',
      message: 'verification never imports what signs or makes',
    };
    out.push({ files: [`${room}/**/*.ts`, `${room}/**/*.tsx`], rules: rule(patterns) });
    for (const folder of folders) out.push({ files: [`${folder}/**/*.ts`], rules: rule(forbidden) });
    out.push({ files: [`${room}/**/verify.ts`, `${room}/**/*-verify.ts`], rules: rule([...patterns, signing]) });
  }
  // Tests stand beside the code and may import any room.
  out.push({ files: ['src/**/*.test.ts', 'src/**/*.test.tsx'], rules: { 'no-restricted-imports': 'off' } });
  return out;
}

/** The configuration with the overrides of the table: those with `no-restricted-imports` are ours, the others stay. */
export function withRooms(config, table) {
  const others = config.overrides.filter((o) => !('no-restricted-imports' in o.rules));
  return { ...config, overrides: [...others, ...roomOverrides(table)] };
}

export const formatted = (config) => `${JSON.stringify(config, null, 2)}\n`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const before = readFileSync(FILE, 'utf8');
  const after = formatted(withRooms(JSON.parse(before), JSON.parse(readFileSync(at('rooms.json'), 'utf8'))));
  if (before === after) process.stderr.write('.oxlintrc.json agrees with rooms.json\n');
  else if (process.argv.includes('--check')) {
    process.stderr.write('.oxlintrc.json differs from rooms.json: run node scripts/rooms.mjs\n');
    process.exitCode = 1;
  } else {
    writeFileSync(FILE, after);
    process.stderr.write('.oxlintrc.json written\n');
  }
}
