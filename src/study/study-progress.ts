import type { Experiment } from '../core/experiment';
import type { Progress } from '../core/interfaces';

type Part = 'labelling' | 'stability' | 'mixtures' | 'chance' | 'features' | 'predictions' | 'policies';

/** Steps of judging what the folds' plans came to, after them. */
export const judgingSteps = 8;

/**
 * The parts of a study in their order, each with its steps: about as many as folds take so long, by what was measured
 * of many tasks and of many trials.
 */
function stepsOf({ tasks }: Experiment, folds: number, predicts: boolean): [Part, number][] {
  const hasSeveral = tasks.some(({ trials }) => trials.some(({ length }) => length > 1));
  return [
    ['labelling', hasSeveral ? 4 : 0],
    ['stability', hasSeveral ? 4 : 3],
    ['mixtures', 2],
    ['chance', 1],
    ...(predicts
      ? ([
          ['features', 1],
          ['predictions', folds],
          ['policies', folds + judgingSteps],
        ] as const satisfies [Part, number][])
      : []),
  ];
}

/** Tells how far a study is, over all of its parts. */
export class StudyProgress {
  readonly #parts: [Part, number][];
  readonly #total: number;
  readonly #tell: (progress: Progress) => void;

  /** @param predicts are there features, so that folds are trained on? */
  constructor(
    experiment: Experiment,
    folds: number,
    predicts: boolean,
    tell: (progress: Progress) => void = () => {},
  ) {
    this.#parts = stepsOf(experiment, folds, predicts);
    this.#total = this.#parts.reduce((sum, [, steps]) => sum + steps, 0);
    this.#tell = tell;
    tell({ done: 0, total: this.#total });
  }

  /** Tells that a part is over; one of no steps is passed over in silence. */
  end(part: Part): void {
    const { before, steps } = this.#place(part);
    if (steps > 0) this.#tell({ done: before + steps, total: this.#total });
  }

  /** What tells of a part's own steps, as many as it has here. */
  within(part: Part): (progress: Progress) => void {
    const { before } = this.#place(part);
    return ({ done }) => this.#tell({ done: before + done, total: this.#total });
  }

  #place(part: Part): { before: number; steps: number } {
    const at = this.#parts.findIndex(([one]) => one === part);
    return { before: this.#parts.slice(0, at).reduce((sum, [, n]) => sum + n, 0), steps: this.#parts[at][1] };
  }
}
