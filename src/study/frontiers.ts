import { costToReach, meanAccuracyOverCost } from '../core/statistics/frontier';
import type { Steps } from '../core/steps';
import type { FamilyPoint } from './mixtures';
import type { FrontierReport } from './report';
import { combine, estimate, ofCurve, type Resampled, type Resampling } from './resampling';

/** Operating points per family. */
const gridSize = 41;

/** Budgets per task from the cheapest to the dearest model, evenly spaced on a logarithmic scale. */
export function budgetGrid(unitCosts: readonly number[]): number[] {
  const [from, to] = [unitCosts[0], unitCosts[unitCosts.length - 1]];
  return Array.from({ length: gridSize }, (_, i) => from * (to / from) ** (i / (gridSize - 1)));
}

/** Thresholds on predicted success, evenly spaced from 0 to 1. */
export function thresholdGrid(): number[] {
  return Array.from({ length: gridSize }, (_, i) => i / (gridSize - 1));
}

/** A frontier with its replicates: what areas and parity costs are computed from. */
export interface ResampledFrontier {
  id: string;
  name: string;
  points: { cost: Resampled; accuracy: Resampled }[];
  /** Mean accuracy over all costs from the cheapest to the dearest model. */
  height: Resampled;
  /** Cost at which the dearest model's accuracy is reached; Infinity where it is not. */
  parity: Resampled;
}

export function* resamplingFrontier(
  id: string,
  name: string,
  family: readonly FamilyPoint[],
  dearest: Resampled,
  unitCosts: readonly number[],
  resampling: Resampling,
): Steps<ResampledFrontier> {
  const columns = yield* resampling.takingMeans([
    ...family.map((point) => point.cost),
    ...family.map((point) => point.accuracy),
  ]);
  const points = family.map((_, g) => ({ cost: columns[g], accuracy: columns[family.length + g] }));
  const [from, to] = [unitCosts[0], unitCosts[unitCosts.length - 1]];
  yield;
  const height = ofCurve(points, (curve) => meanAccuracyOverCost(curve, from, to));
  yield;
  const parity = ofCurve(points, (curve, at) => costToReach(curve, at(dearest)));
  return { id, name, points, height, parity };
}

/** Areas between families, and what they cost at parity, with intervals. */
export function reportFrontiers(frontiers: readonly ResampledFrontier[]): FrontierReport[] {
  const heightOf = (id: string) => frontiers.find((frontier) => frontier.id === id)!.height;
  const over = (frontier: ResampledFrontier, id: string) =>
    estimate(combine([frontier.height, heightOf(id)], (mine, theirs) => mine - theirs));
  return frontiers.map((frontier) => ({
    id: frontier.id,
    name: frontier.name,
    points: frontier.points.map((point) => ({
      cost: estimate(point.cost),
      accuracy: estimate(point.accuracy),
    })),
    areaOverRandomMix: over(frontier, 'random-mix'),
    areaOverRandomCascade: over(frontier, 'random-cascade'),
    parityCost: parityCostOf(frontier),
  }));
}

/** What a frontier costs at parity; null where that isn't reached. */
export function parityCostOf({ parity }: ResampledFrontier): FrontierReport['parityCost'] {
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  const { value, low, high } = estimate(parity);
  return { value: finite(value), low: finite(low), high: finite(high) };
}
