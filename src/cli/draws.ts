import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseDraws } from '../core/draws-file';
import { paper } from '../core/paper';
import { type DrawsAccuracy, type DrawsReport, type DrawsScore, scoreDraws } from '../study/draws';
import { columns, interval, percent } from './format';

/**
 * Scores a draws file.
 *
 * @param path relative to where the command was typed
 * @throws Error where the file can’t be read; DrawsFileError where it is refused
 */
export async function reproduceDraws(path: string, options: { seed: number }): Promise<DrawsReport> {
  const absolute = resolve(process.env.INIT_CWD ?? '.', path);
  let text: string;
  try {
    text = await readFile(absolute, 'utf8');
  } catch (cause) {
    throw new Error(`No draws could be read at ${absolute}`, { cause });
  }
  return scoreDraws(parseDraws(text), options);
}

/**
 * What `reproduce --draws FILE --json` prints. Its keys are a contract.
 *
 * - `draws`: of the complexity model; `n` tasks and `answers` to them all, of which `outOfScale` are numbers that are no
 *   level and `notNumbers` none at all: they count as wrong. `roundedMean`, `majority` and `eachDraw`: how a task’s
 *   answers are read; see `DrawsScore`.
 * - `baseline`: the same for the model before fine-tuning, null where the file has no baselines.
 * - `majorityClass`: always naming the most frequent level (`level`), the most frequent model (`tier`), of these tasks.
 * - `paper`: quoted from the paper, none of it computed here; `repository` counts what lies in its authors’ repository.
 */
export function drawsContract(report: DrawsReport, { seed }: { seed: number }) {
  const { fineTuned, notFineTuned, singleTrial, testTasks } = paper.predictionAccuracy;
  return {
    seed,
    ...report,
    paper: {
      source: paper.url,
      labelAccuracy: fineTuned,
      notFineTuned,
      singleTrial,
      testTasks,
      repository: paper.repository,
    },
  };
}

/** Scored draws for people, in a terminal, the paper’s figures beside them. */
export function printDraws({ draws, baseline, majorityClass }: DrawsReport, options: { seed: number }) {
  const { fineTuned, notFineTuned, singleTrial } = paper.predictionAccuracy;
  const { testTasks, levelRight, modelRight, usualModelRight, url } = paper.repository;
  const row = (name: string, { levelAccuracy, tierAccuracy }: DrawsAccuracy, quoted = '') => [
    name,
    interval(levelAccuracy),
    interval(tierAccuracy),
    quoted,
  ];
  const quoted = (share: number) => (100 * share).toFixed(0);
  return [
    `${draws.n} tasks with ${answersOf(draws)}${baseline ? `; before fine-tuning ${answersOf(baseline)}` : ''}. 95 % intervals, seed ${options.seed}.`,
    columns([
      ['Complexity model', 'level right, %', 'model right, %', 'paper (quoted), %'],
      row('draws, rounded mean', draws.roundedMean, quoted(fineTuned)),
      row('draws, majority', draws.majority),
      row('draws, each by itself', draws.eachDraw),
      ...(baseline
        ? [
            row('baseline, rounded mean', baseline.roundedMean, quoted(notFineTuned)),
            row('baseline, majority', baseline.majority),
            row('baseline, each by itself', baseline.eachDraw),
          ]
        : []),
      row('majority class', { levelAccuracy: majorityClass.level, tierAccuracy: majorityClass.tier }),
    ]),
    `The paper quotes ${quoted(notFineTuned)} % right without fine-tuning, ${quoted(singleTrial)} % fine-tuned on labels by a single trial and ${quoted(fineTuned)} % fine-tuned on labels by five, on tasks of its own (${paper.url}). It doesn’t say whether levels or models are right: in its authors’ repository (${url}) the rounded mean gets ${ofTasks(levelRight, testTasks)} levels and ${ofTasks(modelRight, testTasks)} models right, the most frequent model alone ${ofTasks(usualModelRight, testTasks)}.`,
  ].join('\n\n');
}

const ofTasks = (right: number, tasks: number) => `${right} of ${tasks} (${percent(right / tasks)} %)`;

function answersOf({ answers, outOfScale, notNumbers }: DrawsScore): string {
  const wrong = [
    ...(outOfScale > 0 ? [`${outOfScale} out of the scale`] : []),
    ...(notNumbers > 0 ? [`${notNumbers} not a number`] : []),
  ];
  return `${answers} answers${wrong.length > 0 ? ` (${wrong.join(', ')}: counted as wrong)` : ''}`;
}
