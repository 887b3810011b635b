import { readFile } from 'node:fs/promises';
import { isKept } from '../../../src/core/experiment';
import { findRecorded, loadRecorded } from '../../../src/datasets/recorded';
import { decodeFeatureTable } from '../../../src/predictors/features/codec';
import { type Gains, gainsOfNothing, meanGains } from '../../support/permuted';
import type { SoakOptions } from '../soak';

export const name = 'permuted';

/** In points, on average over all seeds. */
const mostGain = 0.5;

/**
 * MBPP's kept tasks with their outcomes dealt anew, 20 times: families that predict must not gain from what can't be
 * predicted.
 */
export async function run(
  tell: (line: string) => void,
  { count = 20, seed = 1 }: SoakOptions,
): Promise<{ ok: boolean; seeds: number } & Record<string, unknown>> {
  const mbpp = await loadRecorded('mbpp', (path) => readFile(`public/${path}`, 'utf8'));
  const features = await decodeFeatureTable(await readFile(`public/${findRecorded('mbpp')!.features}`));
  const experiment = { ...mbpp, tasks: mbpp.tasks.filter(isKept) };
  const gains: Gains[] = [];
  for (let s = seed; s < seed + count; s++) {
    const gain = await gainsOfNothing(experiment, features, s);
    gains.push(gain);
    tell(`${gains.length} of ${count}: ${Object.entries(gain).map(said).join(', ')}`);
  }
  const mean = meanGains(gains);
  const largest = Math.max(...gains.flatMap((gain) => Object.values(gain)));
  return { ok: Object.values(mean).every((gain) => gain <= mostGain), seeds: count, ...mean, largest };
}

const said = ([family, gain]: [string, number]) => `${family} ${gain.toFixed(2)} points`;
