/** The runner's closing line, `N passed, N failed, N skipped`, as the very last line; skips with their reasons before it. */
import { writeSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    let [passed, failed, skipped] = [0, unhandled.length, 0];
    const notes: string[] = [];
    for (const module of modules) {
      // A file that does not load holds no tests, and is a failure all the same.
      failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') passed++;
        else if (result.state === 'failed') failed++;
        else {
          skipped++;
          const reason = result.state === 'skipped' ? result.note : undefined;
          notes.push(`skipped: ${module.relativeModuleId} > ${test.fullName}: ${reason ?? 'NO REASON GIVEN'}`);
          // A skip is expected only when the test says why it cannot run here.
          if (reason === undefined) process.exitCode = 1;
        }
      }
    }
    process.once('exit', () => {
      writeSync(1, `${[...notes, `${passed} passed, ${failed} failed, ${skipped} skipped`].join('\n')}\n`);
    });
  }
}
