/** Checks against earlier editions: small cells, differences of tables, what was added, changed and removed. */
import { personTables } from '../person-tables.ts';
import { cellsToldByDifference, PUBLIC_K } from '../small-cells.ts';
import { changesBetween } from '../snapshot.ts';
import { asks, type CheckInput, type EditionCheck, passed, stops } from './model.ts';

/** Counts below k are never printed; told here so that a person sees that the rule was applied. */
export function checkSmallCells({ kase }: CheckInput): EditionCheck {
  const rows = personTables(kase).flatMap((t) => t.rows);
  const hidden = rows.filter((r) => !r.shown.shown).length;
  return passed('small_cells', { cells: rows.length, hidden, k: PUBLIC_K });
}

/** Nobody can accept this away: the number is left out, or it is not published. */
export function checkDifferences({ snapshot, earlier }: CheckInput): EditionCheck {
  const told = new Map<string, number>();
  for (const edition of earlier)
    for (const cell of cellsToldByDifference(snapshot.cells, edition.snapshot.cells))
      if (!told.has(cell)) told.set(cell, edition.number);
  const cells = [...told.keys()].sort();
  return cells.length === 0
    ? passed('differences', { editions: earlier.length })
    : stops('differences', 'E_SMALL_CELL', {
        people: true,
        leaveOut: cells,
        params: {
          n: cells.length,
          cells: cells.join(', '),
          editions: [...new Set(told.values())].sort().join(', '),
          k: PUBLIC_K,
        },
      });
}

/** Whatever an earlier edition showed and this one does not is told to readers, with the reason in words. */
export function checkChanges({ snapshot, earlier }: CheckInput): EditionCheck {
  const last = earlier.at(-1);
  if (!last) return passed('changes', { since: 0, added: Object.keys(snapshot.records).length });
  const c = changesBetween(last.snapshot, snapshot);
  const params = {
    since: last.number,
    added: c.added.length,
    changed: c.changed.length,
    removed: c.removed.length,
    named: c.newlyNamed.length,
    withheld: c.newlyWithheld.length,
  };
  return c.removed.length === 0
    ? passed('changes', params)
    : asks('changes', { records: c.removed, params, people: c.removed.some((id) => id.startsWith('per_')) });
}
