import type { Estimate } from '../core/interfaces';

/** A share as per cent. */
export const percent = (value: number) => (100 * value).toFixed(1);

/** A value with its interval; a dash where there is none. */
export const interval = (estimate: Estimate | null, of = percent) =>
  estimate ? `${of(estimate.value)} [${of(estimate.low)}, ${of(estimate.high)}]` : '–';

/** A number to three places. */
export const plain = (value: number) => value.toFixed(3);

/** A number to two places. */
export const cost = (value: number) => value.toFixed(2);

/** Columns, the first left-aligned, the others right-aligned. */
export function columns(rows: string[][]): string {
  const widths = rows[0].map((_, c) => Math.max(...rows.map((row) => row[c].length)));
  return rows
    .map((row) =>
      row
        .map((cell, c) => (c ? cell.padStart(widths[c]) : cell.padEnd(widths[c])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
