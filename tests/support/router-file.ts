import { graphOf } from '../../src/core/searching/sequences';
import { slopeGroups } from '../../src/predictors/after-failures/model';
import type { RouterFile, RouterPoint } from '../../src/router/file';

const logit = (probability: number) => Math.log(probability / (1 - probability));
const success = [0.5, 0.7, 0.9];

const point = (price: number, cost: number, accuracy: number, sentence: string): RouterPoint => ({
  ...{ price, strength: 0, sentence },
  cost: { value: cost, low: cost, high: cost },
  accuracy: { value: accuracy, low: accuracy - 0.05, high: accuracy + 0.05 },
});

/**
 * A router that expects the same of every task: small 50 %, mid 70 %, large 90 %. Its first point asks the small model
 * alone, its last one all three in turn.
 *
 * @param changes such as other models
 */
export function routerFile(changes: Partial<RouterFile> = {}): RouterFile {
  const tries = [1, 1, 1];
  const graph = graphOf(tries, false);
  const { of: groups } = slopeGroups(graph);
  const outputs = (constants: number[], intercepts: number[]) => ({
    learnt: intercepts.map((_, k) => k),
    constants,
    intercepts,
    coefficients: intercepts.map(() => ''),
  });
  return {
    format: 'complexitynet-router',
    version: 1,
    name: 'Invented router',
    models: [
      { id: 'small', name: 'Small', unitCost: 1 },
      { id: 'mid', name: 'Mid', unitCost: 10 },
      { id: 'large', name: 'Large', unitCost: 100 },
    ],
    rule: { id: 'single-trial', name: 'Single trial, three classes' },
    levels: [0, 1, 2],
    visibleTests: 1,
    tries,
    anyOrder: false,
    predictor: {
      ...{ columns: '', block: '', weights: '' },
      levels: outputs([0, 0, 0], [1, 0.5, 0]),
      success: outputs([0, 0, 0], success.map(logit)),
    },
    centre: success.map(logit),
    afterFailures: [
      {
        intercepts: Array.from(graph.last, (model) => logit(success[model])),
        slopes: groups.map(() => [0, 0, 0]),
      },
    ],
    rightIfPassed: Array.from(graph.last, () => 0.95),
    points: [
      point(1, 1, 0.45, 'Try Small. Take the first answer that passes the visible test.'),
      point(
        1e-4,
        20,
        0.9,
        'Try Small, then Mid, then Large. Take the first answer that passes the visible test.',
      ),
    ],
    uncheckedPoints: [
      point(1, 1, 0.4, 'Ask Small. No answer is checked.'),
      point(1e-4, 100, 0.8, 'Ask Large. No answer is checked.'),
    ],
    provenance: {
      ...{ experiment: 'nowhere', name: 'Invented', dataset: 'none', tasks: 100, scope: 'all', seed: 1 },
      ...{ protocol: '5 x 5-fold', verifier: 'visible-test' },
    },
    ...changes,
  };
}
