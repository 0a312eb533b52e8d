// Sets the project up from a fresh clone: checks Node, installs packages, loads the database driver, builds what is stale.
// Plain JavaScript on Node's own modules, because it runs before anything is installed. Every step says one line on stderr.
//   --build=node,desk   builds these targets when their inputs changed      --check   only says whether packages fit
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  cpSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
const say = (line) => process.stderr.write(`setup: ${line}\n`);
const stop = (line) => {
  say(line);
  process.exit(2);
};
const sha = (...parts) => parts.reduce((h, p) => h.update(p).update('\0'), createHash('sha256')).digest('hex');
const readIf = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 14) || major >= 24;
  if (!fits)
    stop(`Node ${process.versions.node} does not run Kuä. Use Node 20.19 or later, 22.14 or later, or 24 and later.`);
}

/** Hash of what decides the installed packages. The same stamp means nothing to do. */
const stamp = () =>
  sha(readIf('package.json'), readIf('package-lock.json'), process.versions.modules, process.platform, process.arch);

const STAMP_FILE = 'node_modules/.kua-setup';
const LOCK = '.setup-lock';

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

const pause = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/** A folder made by mkdir is the lock; its pid tells whether the holder still lives. */
function lock() {
  for (let waited = 0; ; waited++) {
    try {
      mkdirSync(LOCK);
      writeFileSync(join(LOCK, 'pid'), String(process.pid));
      // Two waiters may both have cleared a stale lock, the later one this new one: whose pid stays in it, holds it.
      if (waited > 0) pause(50);
      if (readIf(join(LOCK, 'pid')) !== String(process.pid)) continue;
      process.on('exit', () => rmSync(LOCK, { recursive: true, force: true }));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST' && error.code !== 'ENOENT') throw error;
    }
    const pid = Number(readIf(join(LOCK, 'pid')));
    if (pid ? !alive(pid) : waited > 10) {
      rmSync(LOCK, { recursive: true, force: true });
      continue;
    }
    if (waited === 0) say(`another set-up runs (process ${pid || 'unknown'}); waiting`);
    pause(500);
  }
}

/** node-gyp downloads headers unless told where they are; a Node installation usually carries its own. */
function environment() {
  const env = { ...process.env };
  const prefix = dirname(dirname(process.execPath));
  const header = join(prefix, 'include', 'node', 'node_version.h');
  const [major, minor, patch] = process.versions.node.split('.');
  const text = readIf(header);
  const states = (name, value) => new RegExp(`#define NODE_${name}_VERSION ${value}\\b`).test(text);
  if (states('MAJOR', major) && states('MINOR', minor) && states('PATCH', patch)) env.npm_config_nodedir = prefix;
  // An empty HOME would put npm's cache into the clone; production settings would leave out the compiler.
  if (env.HOME === '') delete env.HOME;
  delete env.NODE_ENV;
  env.npm_config_audit = 'false';
  env.npm_config_fund = 'false';
  return env;
}

function npmCommand() {
  const beside = join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const cli = [process.env.npm_execpath, beside].find((p) => p && p.endsWith('.js') && existsSync(p));
  return cli ? [process.execPath, cli] : ['npm'];
}

function npm(args) {
  const [command, ...head] = npmCommand();
  const run = spawnSync(command, [...head, ...args], {
    env: environment(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  });
  return { ok: run.status === 0, text: `${run.stdout ?? ''}${run.stderr ?? ''}${run.error ? run.error.message : ''}` };
}

function install() {
  say('installing packages (1 to 3 minutes the first time)');
  // Release 13 of the driver brings its binary; the install script of release 12 would compile what nothing loads.
  const scripts = DRIVER.endsWith('-13') ? ['--ignore-scripts'] : [];
  let result = npm(['ci', '--include=dev', ...scripts]);
  if (!result.ok && /Missing: .* from lock file/.test(result.text)) {
    say('the lock lacks packages of this platform; installing the pinned versions without it');
    result = npm(['install', '--no-save', '--include=dev', ...scripts]);
  }
  if (!result.ok)
    stop(
      `npm could not install the packages:\n${result.text.slice(-4000)}\nCheck the network or the registry settings of npm, then run it again.`,
    );
}

/** The release of the driver that src/store/sqlite/driver.ts loads on this Node. */
const DRIVER = `better-sqlite3-multiple-ciphers${Number(process.versions.napi) >= 10 ? '-13' : ''}`;

function driverLoads() {
  const code = `const D=require('${DRIVER}');const d=new D(':memory:');d.pragma("cipher='chacha20'");d.prepare('select 1').get();d.close()`;
  return spawnSync(process.execPath, ['-e', code], { cwd: root, encoding: 'utf8' }).status === 0;
}

function checkDriver() {
  if (driverLoads()) return;
  say('compiling the database driver (about a minute)');
  const result = npm(['rebuild', DRIVER, '--ignore-scripts=false']);
  if (result.ok && driverLoads()) return;
  stop(
    `the database driver could not be built:\n${result.text.slice(-2000)}\n` +
      'It needs a C++ compiler, make and Python 3:\n' +
      '  Debian, Ubuntu: apt-get install g++ make python3\n  Fedora: dnf install gcc-c++ make python3\n  macOS: xcode-select --install',
  );
}

function* filesBelow(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) {
    yield path;
    return;
  }
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)))
    yield* filesBelow(join(path, entry.name));
}

/** Everything in src that is not compiled: templates, style sheets, shapes. */
function copyAssets() {
  for (const file of filesBelow('src')) {
    const path = relative('src', file);
    if (path.startsWith('desk') || /\.(ts|tsx)$/.test(path)) continue;
    mkdirSync(dirname(join('dist', path)), { recursive: true });
    cpSync(file, join('dist', path));
  }
}

const run = (args) => {
  const result = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  return { ok: result.status === 0, text: `${result.stdout}${result.stderr}` };
};
const binOf = (name, bin) => {
  const manifest = createRequire(join(root, 'package.json')).resolve(`${name}/package.json`);
  const entry = JSON.parse(readFileSync(manifest, 'utf8')).bin;
  return join(dirname(manifest), typeof entry === 'string' ? entry : entry[bin]);
};

const TARGETS = {
  node: {
    inputs: ['src', 'tsconfig.base.json', 'tsconfig.build.json'],
    skip: /^src\/desk\/|\.test\.tsx?$/,
    build() {
      for (const name of existsSync('dist') ? readdirSync('dist') : [])
        if (name !== 'desk' && name !== '.built.json') rmSync(join('dist', name), { recursive: true, force: true });
      const result = run([binOf('typescript', 'tsc'), '-p', 'tsconfig.build.json']);
      if (result.ok) copyAssets();
      return result;
    },
  },
  desk: {
    inputs: ['src/desk', 'src/base', 'src/messages', 'src/contract', 'src/charts', 'src/records', 'vite.config.ts'],
    skip: /\.test\.tsx?$/,
    build: () => run([binOf('vite', 'vite'), 'build', '--logLevel', 'warn']),
  },
};

/** Builds each asked target whose inputs changed; the record is written last, so an interrupted build is stale. */
function build(names) {
  const recordFile = 'dist/.built.json';
  const record = existsSync(recordFile) ? JSON.parse(readFileSync(recordFile, 'utf8')) : {};
  for (const name of names) {
    const target = TARGETS[name];
    if (!target) stop(`unknown build target ${name}`);
    const hash = createHash('sha256').update(stamp());
    for (const input of target.inputs)
      for (const file of filesBelow(input)) if (!target.skip.test(file)) hash.update(file).update(readFileSync(file));
    const want = hash.digest('hex');
    if (record[name] === want) continue;
    say(`building ${name}`);
    mkdirSync('dist', { recursive: true });
    const result = target.build();
    if (!result.ok) stop(`the build of ${name} failed:\n${result.text.slice(-6000)}`);
    record[name] = want;
    writeFileSync(`${recordFile}.new`, JSON.stringify(record));
    renameSync(`${recordFile}.new`, recordFile);
  }
}

checkNode();
const asked = (process.argv.find((a) => a.startsWith('--build=')) ?? '--build=').slice(8).split(',').filter(Boolean);
if (process.argv.includes('--check')) {
  if (readIf(STAMP_FILE) === stamp()) process.exit(0);
  stop('the installed packages are not those of package.json and package-lock.json for this Node');
}
lock();
if (readIf(STAMP_FILE) !== stamp()) {
  install();
  checkDriver();
  writeFileSync(STAMP_FILE, stamp());
  say('packages are in place');
}
build(asked);
