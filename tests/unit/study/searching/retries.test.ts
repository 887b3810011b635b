import { expect, it } from 'vitest';
import { parseOutcomes } from '../../../../src/core/outcomes-file';
import { textOf } from '../../../../src/predictors/features/text';
import { featureTable } from '../../../../src/predictors/features/table';
import { study } from '../../../../src/study/study';
import { itemResponseOutcomes } from '../../../support/item-response-outcomes';

it('where models can be asked again, a few tries of the small ones do for the largest, at a few percent of its cost', async () => {
  const experiment = parseOutcomes(itemResponseOutcomes(70), { id: 'three-sizes' });
  const texts = experiment.tasks.map(({ id, prompt }) => ({ id, text: textOf(prompt!, []) }));
  const report = await study(experiment, {
    seed: 1,
    scope: 'all',
    features: async () => featureTable(texts),
  });
  const { tries, parts } = report.search!;
  expect(tries).toEqual([10, 10, 1]);
  const parity = report.frontiers.find(({ id }) => id === 'searched')!.parityCost;
  expect(parity.value).toBeLessThanOrEqual(6);
  const { sentence, gain, cost } = report.policies.find(({ id }) => id === 'searched')!;
  expect(sentence).toMatch(/Size 0 (twice|up to \d+ times)/);
  expect(gain.high).toBeGreaterThan(0);
  expect(cost.value).toBeLessThanOrEqual(6);
  const retries = parts.find(({ id }) => id === 'without-retries')!;
  expect(retries.adds!.low).toBeGreaterThan(0);
  expect(retries.parityCost!.value ?? Infinity).toBeGreaterThan(2 * parity.value!);
});
