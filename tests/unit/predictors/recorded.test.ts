import { expect, it } from 'vitest';
import { isKept, successCounts, successShares } from '../../../src/core/experiment';
import { stratifiedFolds } from '../../../src/core/folds';
import { randomStream } from '../../../src/core/random';
import { fitFold } from '../../../src/predictors/logistic/fit-fold';
import { recorded, recordedFeatures } from '../../support/recorded';

it('predicts the recorded MBPP tasks as well as scikit-learn does', async () => {
  const { tasks } = await recorded('mbpp');
  const features = await recordedFeatures('mbpp');
  const kept = tasks.flatMap((task, i) => (isKept(task) ? [i] : []));
  const table = {
    ...features,
    tasks: kept.map((i) => features.tasks[i]),
    rows: kept.map((i) => features.rows[i]),
  };
  const target = Int32Array.from(kept, (i) => successCounts(tasks[i]).findIndex((count) => count > 0));
  const rates = [0, 1, 2].map((k) => Float64Array.from(kept, (i) => successShares(tasks[i])[k]));
  let [classLoss, correct] = [0, 0];
  const rateLoss = [0, 0, 0];
  for (const fold of stratifiedFolds(Array.from(target), 5, randomStream(1, 'outer'))) {
    const fit = fitFold(
      table,
      fold,
      { classes: { target, count: 3 }, rates },
      { random: randomStream(1, 'inner') },
    );
    fold.test.forEach((row, i) => {
      const predicted = fit.classes!.test[i];
      classLoss -= Math.log(predicted[target[row]]) / kept.length;
      correct += predicted[target[row]] === Math.max(...predicted) ? 1 / kept.length : 0;
      rates.forEach((rate, k) => {
        const probability = fit.rates!.test[i][k];
        rateLoss[k] -= Math.log(rate[row] ? probability : 1 - probability) / kept.length;
      });
    });
  }
  // scikit-learn at C = 1: log-loss 0.936, accuracy 0.56. Knowing the shares of the classes alone: 0.979, 0.50.
  expect(classLoss).toBeGreaterThan(0.9);
  expect(classLoss).toBeLessThan(0.945);
  expect(correct).toBeGreaterThan(0.54);
  const entropy = rates.map((rate) => {
    const share = rate.reduce((a, b) => a + b) / kept.length;
    return -share * Math.log(share) - (1 - share) * Math.log(1 - share);
  });
  expect(rateLoss[0]).toBeLessThan(entropy[0] - 0.03);
  rateLoss.forEach((loss, k) => expect(loss).toBeLessThan(entropy[k] + 0.01));
});
