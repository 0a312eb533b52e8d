/** How often the spike alarm is wrong on quiet data: written from `npm run bench -- spikes`, never estimated by hand. */

/** The worst of the three kinds of quiet data (the overdispersed one), by number of cells (place x theme), looked at four times a day. */
const MEASURED: readonly { readonly cells: number; readonly per_week: number }[] = [
  { cells: 50, per_week: 0.6 },
  { cells: 200, per_week: 0.52 },
  { cells: 500, per_week: 0.56 },
];
const COMMAND = 'npm run bench -- spikes';

/** The measurement of the next larger number of cells; of the largest beyond it. */
export function falseAlarmsFor(cells: number): {
  readonly per_week: number;
  readonly cells: number;
  readonly command: string;
} {
  const found = MEASURED.find((m) => cells <= m.cells) ?? MEASURED.at(-1) ?? { cells: 0, per_week: 0 };
  return { ...found, command: COMMAND };
}
