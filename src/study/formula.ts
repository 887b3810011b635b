import { savingsFormula } from '../core/economics';
import { indexOfLargest } from '../core/policy';
import type { Labelled } from './labels';
import type { FormulaReport } from './report';

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
): FormulaReport {
  const right = new Array<number>(unitCosts.length).fill(0);
  const wrong = new Array<number>(unitCosts.length).fill(0);
  for (const repeat of perRepeat) {
    labelled.target.forEach((truth, i) => {
      if (truth < 0) return;
      const predicted = indexOfLargest(repeat[i]);
      (predicted === truth ? right : wrong)[tiers[predicted]]++;
    });
  }
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  const shares = (values: number[]) => values.map((value) => (sum(values) ? value / sum(values) : 0));
  const predictionAccuracy = sum(right) / (sum(right) + sum(wrong));
  const inputs = {
    predictionAccuracy,
    sharesWhenRight: shares(right),
    sharesWhenWrong: shares(wrong),
  };
  return { ...inputs, ...savingsFormula({ ...inputs, unitCosts: [...unitCosts] }) };
}
