/**
 * Names what package-lock.json lacks: optional dependencies without an entry (a registry mirror may hide packages of other
 * platforms, and then `npm ci` fails there), and entries that name a registry host. Exit 1 when there is something to name.
 * `--complete` writes the missing entries: version as the parent states it, platform as the name states it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Entry that a package at `from` resolves `name` to, walking up the folders as Node does. */
function resolved(packages, from, name) {
  for (let base = from; ; ) {
    const path = base === '' ? `node_modules/${name}` : `${base}/node_modules/${name}`;
    if (packages[path]) return packages[path];
    if (base === '') return null;
    const cut = base.lastIndexOf('/node_modules/');
    base = cut < 0 ? '' : base.slice(0, cut);
  }
}

/** Faults of a parsed lock, sorted. */
export function lockFaults(lock) {
  const faults = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const name of Object.keys(entry.optionalDependencies ?? {}))
      if (!resolved(lock.packages, path, name)) faults.push(`${path || 'package.json'}: optional ${name} has no entry`);
    if (entry.resolved && /^https?:/.test(entry.resolved)) faults.push(`${path}: names a host, ${entry.resolved}`);
  }
  return faults.sort();
}

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'aix', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];

/** `os`, `cpu` and `libc` of a platform package by the words of its name; throws when it names no platform. */
export function platformOf(name) {
  const words = name.slice(name.lastIndexOf('/') + 1).split('-');
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  if (!os || !cpu) throw new Error(`${name} names no platform`);
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : null;
  return { cpu: [cpu], ...(libc && os === 'linux' ? { libc } : {}), os: [os] };
}

/** The lock with an entry for every optional dependency, in npm's order of paths. */
export function completed(lock) {
  const packages = { ...lock.packages };
  for (const [path, entry] of Object.entries(lock.packages))
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {}))
      if (!resolved(packages, path, name))
        packages[`node_modules/${name}`] = {
          version,
          ...(entry.dev ? { dev: true } : {}),
          optional: true,
          ...platformOf(name),
        };
  return {
    ...lock,
    packages: Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'))),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const named = process.argv.slice(2).find((arg) => !arg.startsWith('--'));
  const file = named ?? fileURLToPath(new URL('../package-lock.json', import.meta.url));
  let lock = JSON.parse(readFileSync(file, 'utf8'));
  if (process.argv.includes('--complete')) {
    lock = completed(lock);
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  }
  const faults = lockFaults(lock);
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.stderr.write(`${Object.keys(lock.packages).length} entries read, ${faults.length} faults\n`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
