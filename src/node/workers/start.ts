/** Starts a thread of the node from its file in this folder. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** From the sources (tests, development) the thread first learns to read TypeScript. */
export function startThread(name: 'main' | 'verify', workerData?: unknown): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL(`./${name}.js`, import.meta.url), { workerData });
  const tsx = pathToFileURL(
    createRequire(import.meta.url)
      .resolve('tsx/esm/api')
      .replace('index.cjs', 'index.mjs'),
  ).href;
  const main = new URL(`./${name}.ts`, import.meta.url).href;
  const boot = `import(${JSON.stringify(tsx)}).then((t) => { t.register(); return import(${JSON.stringify(main)}); })`;
  return new Worker(boot, { eval: true, workerData });
}
