/** What a complexity model says of a task. Either part may be missing where no such model was trained. */
export interface Prediction {
  /** Probability of each level, in the order of `levelsOf(rule)`. */
  levels?: readonly number[];
  /** Probability that one answer of each model passes, cheapest model first. */
  success?: readonly number[];
  /** The models that are worth asking in turn, until an answer passes its visible tests: see `bestSequences`. */
  plan?: readonly number[];
}

/** One answer asked for, and what its visible tests said; "unknown" to a policy that doesn't verify. */
export interface Attempt {
  model: number;
  visible: 'pass' | 'fail' | 'unknown';
  /**
   * What it came to, in normal form, where that is known: what its code returned for the visible call, or the answer
   * itself. Null where it came to nothing.
   */
  returned?: string | null;
}

/** What a policy does next: ask a model, hand over the answer of an earlier attempt, or hand over nothing. */
export type Step =
  { kind: 'attempt'; model: number } | { kind: 'accept'; attempt: number } | { kind: 'give-up' };

/** Decides which model to ask next, from the prediction and from what visible tests said so far. */
export interface Policy {
  id: string;
  /** Does it run visible tests on answers? If not, it is told "unknown". */
  verifies: boolean;
  next(prediction: Prediction, history: readonly Attempt[]): Step;
}

/** Asks one model and takes its answer. */
function askOnce(choose: (prediction: Prediction) => number): Policy['next'] {
  return (prediction, history) =>
    history.length ? { kind: 'accept', attempt: 0 } : { kind: 'attempt', model: choose(prediction) };
}

/** Always the same model, unverified. */
export function always(model: number): Policy {
  return { id: `always:${model}`, verifies: false, next: askOnce(() => model) };
}

/** Asks these models in turn until an answer passes its visible tests; gives up after the last. */
export function fixedSequence(models: readonly number[], id = `sequence:${models.join('-')}`): Policy {
  return {
    id,
    verifies: true,
    next(_prediction, history) {
      const last = history.length - 1;
      if (last >= 0 && history[last].visible === 'pass') return { kind: 'accept', attempt: last };
      if (history.length === models.length) return { kind: 'give-up' };
      return { kind: 'attempt', model: models[history.length] };
    },
  };
}

/** All models, cheapest first, one try each, escalating when a visible test fails. */
export function ladder(models: number): Policy {
  return fixedSequence(
    Array.from({ length: models }, (_, k) => k),
    'ladder',
  );
}

/** The index of the largest value, the first of equals. */
export function indexOfLargest(values: readonly number[]): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

/**
 * Assignment by the most probable level (section 3.3).
 *
 * @param modelOfLevelIndex model index per position in `levelsOf(rule)`
 */
export function assignByLevel(id: string, modelOfLevelIndex: readonly number[]): Policy {
  return {
    id,
    verifies: false,
    next: askOnce(({ levels }) => {
      if (!levels) throw new Error(`policy ${id} needs a predicted distribution over levels`);
      return modelOfLevelIndex[indexOfLargest(levels)];
    }),
  };
}

/** The cheapest model whose predicted success reaches the threshold, else the dearest; unverified. */
export function threshold(value: number): Policy {
  return {
    id: `threshold:${value}`,
    verifies: false,
    next: askOnce(({ success }) => {
      if (!success) throw new Error('policy threshold needs predicted success per model');
      const model = success.findIndex((probability) => probability >= value);
      return model < 0 ? success.length - 1 : model;
    }),
  };
}

/** Asks the models of a task's plan in turn until an answer passes its visible tests; gives up after the last. */
export const predictThenVerify: Policy = {
  id: 'predict-then-verify',
  verifies: true,
  next({ plan }, history) {
    if (!plan) throw new Error('policy predict-then-verify needs a plan');
    return fixedSequence(plan).next({}, history);
  },
};
