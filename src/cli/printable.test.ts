/** Words of strangers cannot drive the terminal. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { printable } from './printable.ts';

test('escape codes and direction overrides are shown as marks, lines and letters stay', () => {
  expect(printable('a\u001b[2Jb\r\u202ec\u009b')).toBe('a\ufffd[2Jb\ufffd\ufffdc\ufffd');
  expect(printable('Қазақша\tрусский\nEnglish – “quoted”')).toBe('Қазақша\tрусский\nEnglish – “quoted”');
});

test('no control code but tab and line feed is ever left', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(text)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    }),
    propertyRuns(200),
  );
});
