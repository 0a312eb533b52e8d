/** Tests: beside the code, and whole-program ones in test/. */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/reporter.ts';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/set-up.ts'],
    reporters: [['default', { summary: false }], new ClosingLine()],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A browser under load answers late, not never: what is polled for has as long as what is waited for.
    expect: { poll: { timeout: 15_000, interval: 50 } },
    pool: 'forks',
    // Browser tests wait more than they compute: two at a time even where there are two processors.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
