/** Takes a data folder, says so, and holds it until it is killed. */
import { writeSync } from 'node:fs';
import { expectOk } from '../../src/base/result.ts';
import { acquireLock } from '../../src/store/lock.ts';

const lock = expectOk(acquireLock(process.argv[2] ?? ''), 'lock');
lock.announce('http://127.0.0.1:7800');
writeSync(1, 'held\n');
setInterval(() => undefined, 1000);
