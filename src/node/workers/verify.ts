/** Entry of a thread that verifies entries (checks 1 to 3) and does nothing else: no key, no file, no database. */
import { parentPort } from 'node:worker_threads';
import { nodeVerify } from '../../store/node-verify.ts';
import { type JobMessage, VerifyJob } from './verify-job.ts';

if (!parentPort) throw new Error('this file runs as a worker thread');
const port = parentPort;
const p = nodeVerify();
port.on('message', ({ job, memory, entries }: JobMessage) => {
  const shared = new VerifyJob(memory, entries);
  while (shared.step(p)) {
    // Each step claims what is left for anyone.
  }
  port.postMessage({ job });
});
port.postMessage({ ready: true });
