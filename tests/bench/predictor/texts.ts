import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Experiment, isKept, successCounts } from '../../../src/core/experiment';
import { parseOutcomes } from '../../../src/core/outcomes-file';
import { textOf } from '../../../src/predictors/features/text';
import { CannotRun } from '../bench';

/** The texts of kept MBPP tasks, by what a router sees of them, and the first model that passed each. */
export interface LabelledTexts {
  prompt: string[];
  firstAssert: string[];
  allAsserts: string[];
  labels: number[];
  /** With the kept tasks alone. */
  experiment: Experiment;
}

interface MbppLine {
  task_id: number;
  text: string;
  test_list: string[];
}

/** Run from the root of the checkout. */
export function labelledTexts(): LabelledTexts {
  const file = join(process.env.COMPLEXITYNET_DATA ?? resolve('../shared/data'), 'mbpp.jsonl');
  if (!existsSync(file)) {
    throw new CannotRun(
      'mbpp.jsonl was not found in ../shared/data: name the folder that has it in COMPLEXITYNET_DATA',
    );
  }
  const lines: MbppLine[] = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const byId = new Map(lines.map((line) => [String(line.task_id), line]));
  const experiment = parseOutcomes(readFileSync(resolve('public/outcomes/mbpp.jsonl'), 'utf8'), {
    id: 'mbpp',
  });
  const kept = experiment.tasks.filter(isKept);
  const texts = (tests: number) =>
    kept.map(({ id }) => {
      const { text, test_list } = byId.get(id)!;
      return textOf(text, test_list.slice(0, tests));
    });
  return {
    prompt: texts(0),
    firstAssert: texts(1),
    allAsserts: texts(3),
    labels: kept.map((task) => successCounts(task).findIndex((count) => count > 0)),
    experiment: { ...experiment, tasks: kept },
  };
}
