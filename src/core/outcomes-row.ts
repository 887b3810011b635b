import type { RecordedTask, Trial } from './experiment';
import { shown } from './outcomes-error';
import type { OutcomesHeader } from './outcomes-header';

const mostTrials = 50;

/** What a row is read against. */
export interface RowContext {
  models: OutcomesHeader['models'];
  /** How many trials per model the stated rule needs; null: any. */
  trials: number | null;
  report: (message: string) => void;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readTests(tests: unknown, { report }: RowContext): string[] | undefined {
  if (tests === undefined) return undefined;
  if (Array.isArray(tests) && tests.length > 0 && tests.every((test) => typeof test === 'string'))
    return tests;
  report(`tests: expected a list of strings that is not empty, got ${shown(tests)}`);
  return undefined;
}

function readTrials(path: string, value: unknown, { trials, report }: RowContext): Trial[] {
  if (!Array.isArray(value)) {
    report(`${path}: expected a list of 1 to ${mostTrials} trials, got ${shown(value)}`);
    return [];
  }
  if (value.length < 1 || value.length > mostTrials) {
    report(`${path}: expected 1 to ${mostTrials} trials, got ${value.length}`);
    return [];
  }
  if (trials !== null && value.length !== trials) {
    report(`${path}: expected ${trials} trials, as the rule of this file needs, got ${value.length}`);
  }
  value.forEach((trial, index) => {
    if (typeof trial === 'string' && /^[01]+$/.test(trial)) return;
    report(`${path}[${index}]: expected a string of the digits 0 and 1, got ${shown(trial)}`);
  });
  return value.map(String);
}

/** Digits per trial: one per test, or a lone one where only the verdict is known. */
function checkLengths(task: RecordedTask, { models, report }: RowContext): void {
  const { trials, tests } = task;
  const full = tests?.length ?? Math.max(...trials.flat().map((trial) => trial.length));
  trials.forEach((ofModel, k) =>
    ofModel.forEach((trial, index) => {
      if (trial.length === full || trial.length === 1) return;
      const why = tests ? 'one per test' : 'as many as the longest of this task';
      report(
        `outcomes[${shown(models[k].id)}][${index}]: expected ${full} digits, ${why}, or a lone one, got ${shown(trial)}`,
      );
    }),
  );
}

/**
 * Reads one task with its trials. What is wrong is reported, and the task then not to be used.
 *
 * @param value one line as JSON
 */
export function readRow(value: unknown, context: RowContext): RecordedTask | undefined {
  let sound = true;
  const report = (message: string) => {
    sound = false;
    context.report(message);
  };
  const own = { ...context, report };
  if (!isObject(value)) {
    report(`expected an object with task and outcomes, got ${shown(value)}`);
    return undefined;
  }
  const { task: id, prompt, outcomes } = value;
  if (typeof id !== 'string' || id === '')
    report(`task: expected a string that is not empty, got ${shown(id)}`);
  if (prompt !== undefined && typeof prompt !== 'string')
    report(`prompt: expected a string, got ${shown(prompt)}`);
  const tests = readTests(value.tests, own);
  if (!isObject(outcomes)) {
    report(`outcomes: expected an object with the trials of each model, got ${shown(outcomes)}`);
    return undefined;
  }
  const ids = context.models.map((model) => model.id);
  for (const key of Object.keys(outcomes)) {
    if (ids.includes(key)) continue;
    report(`outcomes[${shown(key)}]: expected a model of the header (${ids.map(shown).join(', ')})`);
  }
  const trials = ids.map((model) => {
    // An id may be the name of something that every object inherits, such as "constructor".
    const list = Object.hasOwn(outcomes, model) ? outcomes[model] : undefined;
    return readTrials(`outcomes[${shown(model)}]`, list, own);
  });
  if (!sound) return undefined;
  const task: RecordedTask = {
    id: id as string,
    ...(prompt === undefined ? {} : { prompt: prompt as string }),
    ...(tests ? { tests } : {}),
    trials,
  };
  checkLengths(task, own);
  return sound ? task : undefined;
}
