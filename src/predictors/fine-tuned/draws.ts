import { majorityDraw, meanDraw } from '../../core/draws';
import { readLevel } from './read-level';

/** What several answers to one task say of its level. */
export interface DrawnLevels {
  /** Share of the readable draws that named each level, in the order of the levels. */
  distribution: number[];
  /** The mean of the levels named, rounded to the nearest level; of two equally near, the higher. */
  roundedMean: number;
  /** The level named most often, the lowest of equals. */
  majority: number;
  /** The level that each draw named; undefined where it can't be read. */
  each: (number | undefined)[];
  unreadable: number;
}

/**
 * Reads draws at temperature 1: the paper's way (five of them, and their rounded mean, as far as can be inferred
 * from sections 4.1 and 4.2).
 *
 * @param levels ascending
 * @returns undefined where no draw can be read
 */
export function fromDraws(texts: readonly string[], levels: readonly number[]): DrawnLevels | undefined {
  const each = texts.map((text) => readLevel(text, levels));
  const readable = each.filter((level) => level !== undefined);
  if (readable.length === 0) return undefined;
  const counts = levels.map((level) => readable.filter((one) => one === level).length);
  return {
    distribution: counts.map((count) => count / readable.length),
    roundedMean: nearest(meanDraw(readable), levels),
    majority: majorityDraw(readable),
    each,
    unreadable: each.length - readable.length,
  };
}

function nearest(mean: number, levels: readonly number[]): number {
  return levels.reduce((best, level) => (Math.abs(level - mean) <= Math.abs(best - mean) ? level : best));
}
