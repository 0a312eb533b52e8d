/** Asks for a passphrase on a terminal: nothing of it is shown, not even its length. */
import type { ReadStream, WriteStream } from 'node:tty';

const ENTER = ['\r', '\n'];
const GIVE_UP = ['\u0003', '\u0004'];
const ERASE = ['\u007f', '\b'];

/** Null when the person gave up. The terminal is put back as it was in every case. */
export function askHidden(input: ReadStream, output: WriteStream, prompt: string): Promise<string | null> {
  return new Promise((resolve) => {
    const typed: string[] = [];
    const wasRaw = input.isRaw;
    output.write(prompt);
    input.setRawMode(true);
    input.setEncoding('utf8');
    input.resume();
    const end = (answer: string | null): void => {
      input.off('data', take);
      input.setRawMode(wasRaw);
      input.pause();
      output.write('\n');
      resolve(answer);
    };
    const take = (chunk: string | Buffer): void => {
      for (const key of String(chunk)) {
        if (ENTER.includes(key)) return end(typed.join(''));
        if (GIVE_UP.includes(key)) return end(null);
        if (ERASE.includes(key)) typed.pop();
        else if (key >= ' ') typed.push(key);
      }
    };
    input.on('data', take);
  });
}
