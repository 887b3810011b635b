/**
 * Answers that can be asked for until one passes its visible tests, as a tree. Each is a sequence of models: those
 * that have failed, in ascending order, so that they are a history too (how often each model has failed), and last
 * the one that is asked then.
 */
export interface SequenceTree {
  /** Number of models. */
  models: number;
  /** No sequence is empty; parents stand before their children. */
  sequences: readonly (readonly number[])[];
  /** Position of each sequence without its last model; -1 where that is the empty sequence. */
  parent: Int32Array;
  /** The model that each sequence asks last. */
  last: Int32Array;
  /**
   * Position of the sequence that asks the same last model after one failure less of the model before it; -1 where
   * there is no failure before.
   */
  milder: Int32Array;
}

/** No more sequences than this are looked at. */
const mostSequences = 1024;

/**
 * How often each model may be asked: as often as was recorded, as long as there are at most 1,024 sequences.
 *
 * @param recorded the fewest trials that some task has, per model
 * @param count of the sequences where models may be asked so often
 */
function triesWithin(recorded: readonly number[], count: (tries: readonly number[]) => number): number[] {
  const tries = recorded.map(() => 1);
  for (let grown = true; grown;) {
    grown = false;
    recorded.forEach((most, model) => {
      if (tries[model] >= most) return;
      tries[model]++;
      if (count(tries) <= mostSequences) grown = true;
      else tries[model]--;
    });
  }
  return tries;
}

const product = (tries: readonly number[]) => tries.reduce((all, count) => all * (count + 1), 1);

/**
 * All sequences, cheaper models first: each model is asked 0 to r times, r as large as the recording and 1,024
 * sequences allow.
 *
 * @param recorded the fewest trials that some task has, per model
 */
export function allSequences(recorded: readonly number[]): number[][] {
  const tries = triesWithin(recorded, product);
  const sequences: number[][] = [];
  const extend = (model: number, sequence: number[]) => {
    if (model === tries.length) {
      if (sequence.length) sequences.push(sequence);
      return;
    }
    for (let count = 0; count <= tries[model]; count++) {
      extend(model + 1, [...sequence, ...new Array<number>(count).fill(model)]);
    }
  };
  extend(0, []);
  return sequences;
}

/**
 * Lays sequences out as a tree.
 *
 * @param sequences with each, all that are it without one of its answers
 */
export function sequenceTree(models: number, sequences: readonly (readonly number[])[]): SequenceTree {
  const positions = new Map(sequences.map((sequence, at) => [sequence.join(' '), at]));
  const positionOf = (sequence: readonly number[]) => positions.get(sequence.join(' ')) ?? -1;
  return {
    models,
    sequences,
    parent: Int32Array.from(sequences, (sequence) => positionOf(sequence.slice(0, -1))),
    last: Int32Array.from(sequences, (sequence) => sequence[sequence.length - 1]),
    milder: Int32Array.from(sequences, (sequence) =>
      sequence.length > 1 ? positionOf([...sequence.slice(0, -2), sequence[sequence.length - 1]]) : -1,
    ),
  };
}

/** A tree of sequences with the histories that they lead from and to: what plans are made on. */
export interface AttemptGraph extends SequenceTree {
  /** How often each model may be asked. */
  tries: readonly number[];
  /** May a cheaper model be asked after a dearer one has failed? */
  anyOrder: boolean;
  /** Number of histories; the first is the empty one. */
  histories: number;
  /** The history that each sequence has before its last model, and where that fails; the second is the larger. */
  before: Int32Array;
  after: Int32Array;
}

/**
 * All that can be asked after every history: in any order of models where that makes no more than 1,024 sequences, else
 * cheaper models first.
 *
 * @param recorded the fewest trials that some task has, per model
 */
export function attemptGraph(recorded: readonly number[]): AttemptGraph {
  const inAnyOrder = (tries: readonly number[]) =>
    tries.reduce((sum, count) => sum + (product(tries) / (count + 1)) * count, 0);
  const anyOrder = inAnyOrder(recorded.map(() => 1)) <= mostSequences;
  return graphOf(triesWithin(recorded, anyOrder ? inAnyOrder : product), anyOrder);
}

/** The graph of what may be asked, given how often each model may be. */
export function graphOf(tries: readonly number[], anyOrder: boolean): AttemptGraph {
  const steps = tries.map((_, model) => product(tries.slice(0, model)));
  const histories = product(tries);
  const sequences: number[][] = [];
  const [before, after]: number[][] = [[], []];
  for (let history = 0; history < histories; history++) {
    const counts = tries.map((count, model) => Math.floor(history / steps[model]) % (count + 1));
    const failed = counts.flatMap((count, model) => new Array<number>(count).fill(model));
    for (let model = anyOrder ? 0 : (failed.at(-1) ?? 0); model < tries.length; model++) {
      if (counts[model] === tries[model]) continue;
      sequences.push([...failed, model]);
      before.push(history);
      after.push(history + steps[model]);
    }
  }
  return {
    ...sequenceTree(tries.length, sequences),
    tries,
    anyOrder,
    histories,
    before: Int32Array.from(before),
    after: Int32Array.from(after),
  };
}

/**
 * Which history of a graph a model's failures make.
 *
 * @param failures per model; more than a graph knows of count as all that it knows of
 */
export function historyOf({ tries }: Pick<AttemptGraph, 'tries'>, failures: readonly number[]): number {
  return tries.reduceRight(
    (history, most, model) => history * (most + 1) + Math.min(failures[model], most),
    0,
  );
}
