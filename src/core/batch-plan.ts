import { matters, narrowed, type OpenRule, openKey } from './open-rule';

/** What asking a model costs, in any one unit: dollars, or calls where the prompt is 0. */
export interface AskingCost {
  /** Of a request's prompt, paid once for all answers of the request. */
  prompt: number;
  /** Of one answer, as expected. */
  answer: number;
  /** How this model has done so far, over all tasks: its next answer passes with (passed + 1) / (judged + 2). */
  seen?: { passed: number; judged: number };
}

/** A request to make: so many answers of this model at once. */
export interface Batch {
  model: number;
  samples: number;
}

/** Models in the order in which they are asked: by one answer with its prompt, the first among equals. */
export function cheapestFirst(models: readonly AskingCost[]): number[] {
  const cost = ({ prompt, answer }: AskingCost) => prompt + answer;
  return models.map((_, k) => k).sort((a, b) => cost(models[a]) - cost(models[b]) || a - b);
}

/**
 * Plans requests: the cheapest model whose outcomes can still change the label, and as many answers at once as
 * cost least in expectation. What was worked out for one state is kept for the next.
 *
 * @returns of a rule as it stands, what to ask next; undefined where the label is decided
 */
export function batchPlanner(models: readonly AskingCost[]): (open: OpenRule) => Batch | undefined {
  const order = cheapestFirst(models);
  const known = models.map(() => new Map<string, number>());
  return (open) => {
    const model = order.find((k) => matters(open, k));
    if (model === undefined) return undefined;
    if (models[model].prompt === 0) return { model, samples: 1 };
    const key = openKey(open);
    if (!known[model].has(key)) planModel(open, model, models[model], known[model]);
    return { model, samples: known[model].get(key)! };
  };
}

/**
 * How many answers of one model to ask for at once, so that this model costs least in expectation until its
 * outcomes can't matter any more, the others' being as they are. Exact for answers that pass independently with
 * the estimated probability; the fewest among equals.
 *
 * @param known gets the number of samples for this state and for all that this model's answers lead to
 */
function planModel(open: OpenRule, model: number, cost: AskingCost, known: Map<string, number>): void {
  const most = open.left[model];
  const { passed, judged } = cost.seen ?? { passed: 0, judged: 0 };
  const rate = (passed + 1) / (judged + 2);
  const chances = Array.from({ length: most + 1 }, (_, samples) =>
    Array.from(
      { length: samples + 1 },
      (_, passes) => choose(samples, passes) * rate ** passes * (1 - rate) ** (samples - passes),
    ),
  );
  /** Expected cost from here on, after so many answers with so many passes; 0 where no more can matter. */
  const expected = Array.from({ length: most + 1 }, (_, answers) => new Float64Array(answers + 1));
  for (let answers = most - 1; answers >= 0; answers--) {
    for (let passes = 0; passes <= answers; passes++) {
      const here = narrowed(open, model, passes, passes + most - answers);
      if (!matters(here, model)) continue;
      let [least, best] = [Infinity, 0];
      for (let samples = 1; samples <= most - answers; samples++) {
        const after = expected[answers + samples];
        const total = chances[samples].reduce(
          (sum, chance, more) => sum + chance * after[passes + more],
          cost.prompt + samples * cost.answer,
        );
        // Rounding must not make a larger batch look cheaper than an equal smaller one.
        if (total < least * (1 - 1e-12)) [least, best] = [total, samples];
      }
      expected[answers][passes] = least;
      known.set(openKey(here), best);
    }
  }
}

/** Binomial coefficient; exact as long as a number can hold it. */
export function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  let result = 1;
  for (let i = 1; i <= Math.min(k, n - k); i++) result = (result * (n - i + 1)) / i;
  return result;
}
