/** A passphrase typed on a terminal: nothing of it is shown, and the terminal is put back. */
import { PassThrough } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { expect, test } from 'vitest';
import { askHidden } from './ask-hidden.ts';

/** Two ends of a terminal; raw mode is the one thing a pipe lacks. */
function tty() {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    isRaw: false,
    setRawMode(mode: boolean) {
      modes.push(mode);
      return input;
    },
  });
  const output = new PassThrough();
  return { input, output, modes };
}

async function type(keys: readonly string[]) {
  const { input, output, modes } = tty();
  const answer = askHidden(input as unknown as ReadStream, output as unknown as WriteStream, 'Passphrase: ');
  for (const key of keys) input.write(key);
  return { answer: await answer, shown: String(output.read()), modes };
}

test('what is typed is returned and never shown', async () => {
  const { answer, shown, modes } = await type(['қы', 'с', '\r']);
  expect(answer).toBe('қыс');
  expect(shown).toBe('Passphrase: \n');
  expect(modes).toEqual([true, false]);
});

test('a letter can be taken back', async () => {
  expect((await type(['winterr', '\u007f', '\n'])).answer).toBe('winter');
});

test.each(['\u0003', '\u0004'])('giving up gives null and puts the terminal back', async (key) => {
  const { answer, modes } = await type(['win', key]);
  expect([answer, modes.at(-1)]).toEqual([null, false]);
});
