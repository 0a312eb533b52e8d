/** Progress on stderr: with its rate, and never more often than a person reads. */
import { expect, test } from 'vitest';
import { createProgress } from './progress.ts';
import { cliText } from './text.ts';

function screen(canRedraw: boolean) {
  let now = 0;
  let text = '';
  const progress = createProgress(
    {
      clock: () => now,
      canRedraw,
      err(part) {
        text += part;
      },
    },
    cliText('en'),
  );
  return {
    at(ms: number, done: number, total: number | null = null, what = 'rows') {
      now = ms;
      progress.update(done, total, what);
    },
    end: () => progress.end(),
    text: () => text,
  };
}

test('in a log a line comes every five seconds, with rows per second', () => {
  const log = screen(false);
  for (let ms = 0; ms <= 11_000; ms += 100) log.at(ms, ms * 3);
  log.end();
  expect(log.text().trim().split('\n')).toEqual(['15000 rows (3000 per second)', '30000 rows (3000 per second)']);
});

test('on a terminal the line is drawn over and taken away at the end', () => {
  const terminal = screen(true);
  terminal.at(0, 0, 10);
  terminal.at(150, 1, 10);
  terminal.at(400, 2, 10);
  terminal.end();
  expect(terminal.text()).toBe('1/10 rows\r\u001b[K2/10 rows (5 per second)\r\u001b[K');
});

test('what is counted may change on the way; its rate starts anew', () => {
  const log = screen(false);
  log.at(0, 0);
  log.at(6000, 6000);
  log.at(6001, 0, 100, 'index');
  log.at(16_001, 100, 100, 'index');
  expect(log.text()).toContain('100/100 in the index (10 per second)');
});
