/** What every benchmark prints: one JSON line per figure on stdout. Figures are measured and printed, never asserted. */
import { cpus, totalmem } from 'node:os';

export interface Figure {
  readonly name: string;
  /** Size of the set it was measured on. */
  readonly n: number;
  readonly value: number;
  readonly unit: string;
  /** What the design allows, such as `< 100` or `>= 2500`; null: watched, no budget. */
  readonly budget: string | null;
}

const machine = `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;

const rounded = (value: number): number => Number(value.toPrecision(4));

export function print(figure: Figure): void {
  process.stdout.write(`${JSON.stringify({ ...figure, value: rounded(figure.value), machine })}\n`);
}

/** Value below which the share `p` of the measurements lies. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}

export const note = (line: string): void => void process.stderr.write(`${line}\n`);
