/** Progress of a long call on stderr, with its rate: drawn over on a terminal, a line now and then in a log. */
import type { CliId, CliText } from './text.ts';
import type { World } from './world.ts';

export interface Progress {
  update(done: number, total: number | null, what: string): void;
  end(): void;
}

const REDRAW_MS = 100;
const LINE_MS = 5000;
/** Names of what is counted, as use cases give them. */
const WHAT: { readonly [what: string]: CliId } = {
  rows: 'count_rows',
  signatures: 'count_signatures',
  index: 'count_index',
};

export function createProgress(world: Pick<World, 'clock' | 'err' | 'canRedraw'>, t: CliText): Progress {
  let started: { readonly what: string; readonly at: number; readonly done: number } | null = null;
  let shownAt = world.clock();
  let drawn = false;
  const clear = (): void => {
    if (drawn) world.err('\r\u001b[K');
    drawn = false;
  };
  return {
    update(done, total, what) {
      const now = world.clock();
      if (started?.what !== what) started = { what, at: now, done: 0 };
      if (now - shownAt < (world.canRedraw ? REDRAW_MS : LINE_MS)) return;
      shownAt = now;
      const seconds = (now - started.at) / 1000;
      const rate = seconds > 0.2 ? Math.round((done - started.done) / seconds) : null;
      const count = total === null ? String(done) : `${done}/${total}`;
      const name = WHAT[what];
      const line = `${count} ${name ? t(name) : what}${rate === null ? '' : ` (${t('rate', { rate: String(rate) })})`}`;
      clear();
      world.err(world.canRedraw ? line : `${line}\n`);
      drawn = world.canRedraw;
    },
    end: clear,
  };
}
