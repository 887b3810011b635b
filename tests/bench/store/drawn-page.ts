// Runs in a page of the built app, beside it.

import { openStore } from '../../../src/store/store';
import { inventedTrial } from '../../support/experiments';
import { standInDefinition } from '../../support/live-page/experiment';

const opening = openStore({ onProblem: (problem) => console.error(problem.message) });

/** Keeps an experiment of so many tasks with all of its trials, judged. */
async function fill(id: string, tasks: number): Promise<void> {
  const { experiments } = await opening;
  const definition = standInDefinition({ starter: 0, own: tasks }, { id });
  await experiments.put(definition);
  for (let from = 0; from < tasks; from += 200) {
    const keys = definition.taskIds
      .slice(from, from + 200)
      .flatMap((task) =>
        definition.models.flatMap(({ id: model }) =>
          Array.from({ length: 5 }, (_, index) => ({ experiment: id, task, model, index })),
        ),
      );
    await experiments.settle(keys.map((key) => inventedTrial(key)));
  }
  await experiments.setStatus(id, 'done');
}

/** Seconds from the click until the grid is drawn, and all trials are counted. */
async function draw(id: string, trials: number): Promise<number> {
  const begun = performance.now();
  location.hash = `#/experiments/${id}/run`;
  const counted = `${trials.toLocaleString('en')} of about`;
  const isThere = () => {
    const [first] = document.querySelectorAll('[aria-label="Trials by task and model"] tbody tr');
    const dots = first?.textContent.match(/[●○]/g) ?? [];
    return dots.length === 15 && document.querySelector('main')!.textContent.includes(counted);
  };
  while (!isThere()) await new Promise(requestAnimationFrame);
  // The frame that shows it.
  await new Promise(requestAnimationFrame);
  await new Promise((resolve) => setTimeout(resolve));
  return (performance.now() - begun) / 1000;
}

const bench = { fill, draw };
export type DrawnBench = typeof bench;
Object.assign(window, { bench });
