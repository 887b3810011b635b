/**
 * Sequences of models to be asked in turn until an answer passes its visible tests, as a tree: each is its parent
 * with one more answer asked for. Models stand in ascending order within a sequence, so that a sequence whose
 * answers have all failed is a history too: how often each model has failed.
 */
export interface SequenceTree {
  /** Number of models. */
  models: number;
  /** No sequence is empty; parents stand before their children. */
  sequences: readonly (readonly number[])[];
  /** Position of each sequence's parent; -1 where that is the empty sequence. */
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
 * All sequences, cheaper models first: each model is asked 0 to r times, r as large as the recording and 1,024
 * sequences allow.
 *
 * @param recorded the fewest trials that some task has of some model
 */
export function allSequences(models: number, recorded: number): number[][] {
  let tries = 1;
  while (tries < recorded && (tries + 2) ** models <= mostSequences) tries++;
  const sequences: number[][] = [];
  const extend = (model: number, sequence: number[]) => {
    if (model === models) {
      if (sequence.length) sequences.push(sequence);
      return;
    }
    for (let count = 0; count <= tries; count++) {
      extend(model + 1, [...sequence, ...new Array<number>(count).fill(model)]);
    }
  };
  extend(0, []);
  return sequences;
}

/**
 * Lays sequences out as a tree.
 *
 * @param sequences as `allSequences` gives them: with each, all that are it without one of its answers
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
