/** Tests: beside the code, and whole-program ones in test/. */
import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/reporter.ts';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/set-up.ts'],
    reporters: [['default', { summary: false }], new ClosingLine()],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
  },
});
