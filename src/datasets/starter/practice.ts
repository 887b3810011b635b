import { paperRule } from '../../core/assignment';
import type { Experiment } from '../../core/experiment';
import { singleTrial } from '../../core/labelling';
import type { Difficulty, StarterTask } from './task';

export const practiceId = 'practice';

/** The smallest model that is taken to be enough. */
const enoughFor: Record<Difficulty, number> = { trivial: 0, easy: 0, medium: 1, hard: 2 };

const models = [
  { id: 'small', name: 'Small', unitCost: 1 },
  { id: 'mid', name: 'Mid', unitCost: 10 },
  { id: 'large', name: 'Large', unitCost: 100 },
];

/**
 * What a class can practise on where nothing can be fetched: no model was asked. How hard the author of a starter task
 * meant it to be stands in for answers, so that nothing may be concluded from it about any model.
 */
export function practiceExperiment(tasks: readonly StarterTask[]): Experiment {
  return {
    id: practiceId,
    name: 'Practice',
    dataset: 'starter',
    models,
    visibleTests: 1,
    rule: singleTrial,
    assignment: paperRule(singleTrial),
    tasks: tasks.map(({ id, prompt, tests, difficulty }) => ({
      id,
      prompt,
      tests,
      trials: models.map((_, k) => [k >= enoughFor[difficulty] ? '1' : '0']),
    })),
  };
}
