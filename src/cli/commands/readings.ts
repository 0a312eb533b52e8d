/** `kua figures`, `kua connectivity`: what sources counted, and who was cut off. */
import { AS_OF, type CommandSpec, present, SPACE } from '../command.ts';
import { objects } from '../objects.ts';

export const readingCommands: readonly CommandSpec[] = [
  {
    usage: 'figures',
    summary: 'cmd_figures',
    options: [{ flags: '--metric <metric>', text: 'opt_metric' }, SPACE, AS_OF],
    async run(s, given) {
      const out = await s.call('figures', {
        ...present({ space: given.text('space'), as_of: given.text('as-of'), metric: given.text('metric') }),
        lang: s.lang,
      });
      return { json: out, text: () => objects(out.series, s.world.columns) };
    },
  },
  {
    usage: 'connectivity',
    summary: 'cmd_connectivity',
    options: [SPACE, AS_OF],
    async run(s, given) {
      const out = await s.call('connectivity', {
        ...present({ space: given.text('space'), as_of: given.text('as-of') }),
        lang: s.lang,
      });
      return { json: out, text: () => objects(out.outages, s.world.columns) };
    },
  },
];
