import type { Experiment } from '../../src/core/experiment';
import { parseOutcomes } from '../../src/core/outcomes-file';
import { textOf } from '../../src/predictors/features/text';
import type { RouterFile } from '../../src/router/file';
import { trainRouter } from '../../src/study/router/train';
import type { TaskText } from '../../src/study/trained-model';
import { madeUpOutcomes } from './made-up-outcomes';

/** What a router reads of tasks that come with their prompts. */
export const routerTexts = ({ tasks, visibleTests }: Experiment): TaskText[] =>
  tasks.map(({ id, prompt, tests = [] }) => ({ id, text: textOf(prompt!, tests.slice(0, visibleTests)) }));

/** An experiment of made-up tasks, whose words tell how hard they are: three models, each with several trials. */
export function madeUpExperiment(tasks: number, trials: number): Experiment {
  return parseOutcomes(madeUpOutcomes({ models: 3, tasks, trials: [trials, trials], perTest: true }), {
    id: 'made-up',
  });
}

/** A router trained on such tasks. */
export function madeUpRouter(experiment: Experiment): Promise<RouterFile> {
  return trainRouter(experiment, routerTexts(experiment), { seed: 1 });
}
