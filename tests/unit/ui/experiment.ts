import { paperRule } from '../../../src/core/assignment';
import type { Experiment, RecordedTask } from '../../../src/core/experiment';
import { type LabellingRule, paperFiveLevel } from '../../../src/core/labelling';

/** An invented experiment with three models at 1, 10 and 100. */
export function experimentOf(
  tasks: RecordedTask[],
  rule: LabellingRule = paperFiveLevel,
  visibleTests = 1,
): Experiment {
  return {
    id: 'invented',
    name: 'Invented',
    dataset: 'none',
    models: [
      { id: 's', name: 'Small', unitCost: 1 },
      { id: 'm', name: 'Middle', unitCost: 10 },
      { id: 'l', name: 'Large', unitCost: 100 },
    ],
    visibleTests,
    rule,
    assignment: paperRule(rule),
    tasks,
  };
}

/** A task with one trial per model. */
export const single = (id: string, ...trials: string[]): RecordedTask => ({
  id,
  trials: trials.map((trial) => [trial]),
});
