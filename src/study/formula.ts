import { savingsFormula } from '../core/economics';
import { indexOfLargest } from '../core/policy';
import type { Labelled } from './labels';
import type { FormulaReport } from './report';
import { combine, estimate, type Resampling } from './resampling';

/**
 * Section 4.2's inputs, from this experiment: how often the level is predicted rightly, and where tasks are sent
 * when it is and when it is not. Averaged over the repeats, on tasks that have a label.
 *
 * @param perRepeat perRepeat[repeat][task][class]
 * @param tiers model index per level, in the order of the levels
 */
export function formulaOf(
  perRepeat: readonly number[][][],
  labelled: Labelled,
  tiers: readonly number[],
  unitCosts: readonly number[],
  resampling: Resampling,
): FormulaReport {
  const models = unitCosts.length;
  /** How often each task is sent to each model, first those predicted rightly, then the others. */
  const sent = Array.from({ length: 2 * models }, () => new Float64Array(labelled.target.length));
  for (const repeat of perRepeat) {
    labelled.target.forEach((truth, i) => {
      if (truth < 0) return;
      const predicted = indexOfLargest(repeat[i]);
      sent[tiers[predicted] + (predicted === truth ? 0 : models)][i]++;
    });
  }
  const means = resampling.means(sent);
  const of = (values: readonly number[]) => inputsOf(values, models);
  const inputs = of(means.map(({ value }) => value));
  const formula = savingsFormula({ ...inputs, unitCosts: [...unitCosts] });
  const saving = combine(
    means,
    (...values) => savingsFormula({ ...of(values), unitCosts: [...unitCosts] }).saving,
  );
  const difference = (k: number) =>
    combine(means, (...values) => {
      const { sharesWhenRight, sharesWhenWrong } = of(values);
      return sharesWhenRight[k] - sharesWhenWrong[k];
    });
  return {
    ...inputs,
    costWhenRight: formula.costWhenRight,
    costWhenWrong: formula.costWhenWrong,
    saving: estimate(saving),
    shareDifference: unitCosts.map((_, k) => estimate(difference(k))),
  };
}

function inputsOf(sent: readonly number[], models: number) {
  const [right, wrong] = [sent.slice(0, models), sent.slice(models)];
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const shares = (values: readonly number[]) =>
    values.map((value) => (sum(values) ? value / sum(values) : 0));
  return {
    predictionAccuracy: sum(right) / (sum(right) + sum(wrong)),
    sharesWhenRight: shares(right),
    sharesWhenWrong: shares(wrong),
  };
}
