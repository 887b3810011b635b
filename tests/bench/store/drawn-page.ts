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

/** Seconds from the click in the list of experiments until the grid is drawn, and all trials are counted. */
async function draw(id: string, trials: number): Promise<number> {
  const link = () => document.querySelector<HTMLElement>(`a[href="#/experiments/${id}/run"]`);
  location.hash = '#/experiments';
  while (!link()) await new Promise(requestAnimationFrame);
  // As long as a visitor takes to find it.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const begun = performance.now();
  link()!.click();
  const counted = `${trials.toLocaleString('en')} of about`;
  const isThere = () => {
    const [first] = document.querySelectorAll('[aria-label="Trials by task and model"] tbody tr');
    const dots = first?.textContent.match(/[●○]/g) ?? [];
    return dots.length === 15 && document.querySelector('main')!.textContent.includes(counted);
  };
  while (!isThere()) await new Promise(requestAnimationFrame);
  // It is laid out and painted after the callbacks of this frame; a task comes after that.
  await new Promise((resolve) => setTimeout(resolve));
  return (performance.now() - begun) / 1000;
}

const bench = { fill, draw };
export type DrawnBench = typeof bench;
Object.assign(window, { bench });
