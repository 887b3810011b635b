import { paperRule } from './assignment';
import type { Experiment, Model, RecordedTask } from './experiment';
import { boundLevels, type LabellingRule } from './labelling';
import { OutcomesFileError, ProblemList, shown } from './outcomes-error';
import { outcomesFormat, type OutcomesHeader, outcomesVersion, readHeader } from './outcomes-header';
import { readRow } from './outcomes-row';
import { defaultRule, ruleFrom, statedProblems, statedRule } from './outcomes-rule';

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Lines without a byte-order mark, CR before LF, and blank lines at the end. */
function linesOf(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  while (lines.length > 0 && lines.at(-1)!.trim() === '') lines.pop();
  return lines;
}

function readTasks(
  rows: string[],
  header: OutcomesHeader,
  stated: LabellingRule | undefined,
  problems: ProblemList,
): RecordedTask[] {
  if (stated && stated.models !== header.models.length) {
    problems.add(
      1,
      `rule: expected ${stated.models} models for ${shown(stated.id)}, got ${header.models.length}`,
    );
  }
  const lineOfTask = new Map<string, number>();
  const tasks: RecordedTask[] = [];
  rows.forEach((row, index) => {
    const line = index + 2;
    const report = (message: string) => problems.add(line, message);
    const value = json(row);
    if (value === undefined) return report(`expected one JSON object, got ${shown(row)}`);
    const task = readRow(value, { models: header.models, trials: stated?.trials ?? null, report });
    if (!task) return;
    const first = lineOfTask.get(task.id);
    if (first) {
      return report(`task: expected an id not used before, got ${shown(task.id)}, which line ${first} has`);
    }
    const misfit = stated?.models === header.models.length ? misfitOf(stated, task) : undefined;
    if (misfit) return report(`outcomes: ${misfit}`);
    lineOfTask.set(task.id, line);
    tasks.push(task);
  });
  return tasks;
}

/** Why the rule can't speak of a task's trials. */
function misfitOf(rule: LabellingRule, { trials }: RecordedTask): string | undefined {
  try {
    boundLevels(
      rule,
      trials.map(({ length }) => length),
    );
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

/**
 * Reads an outcomes file ("complexitynet-outcomes", version 1; JSONL, the header first, then one line per task).
 * Where the header states no rule, it is the paper's own for three models with five trials (five levels) or one
 * (three classes) throughout, else the smallest reliable model. Unknown fields are ignored.
 *
 * @param options.id what the experiment is to be called
 * @throws OutcomesFileError with up to 20 problems, each with its line; nothing is read of a file with any
 */
export function parseOutcomes(text: string, options: { id: string }): Experiment {
  const [first, ...rows] = linesOf(text);
  if (first === undefined) {
    throw new OutcomesFileError('empty', 'The file is empty', [
      { line: 1, message: 'expected the header of an outcomes file, got nothing' },
    ]);
  }
  const problems = new ProblemList();
  const { rule: stated, source, ...header } = readHeader(json(first), first, problems);
  if (rows.length === 0) {
    throw new OutcomesFileError('empty', 'The file has a header and no task', [
      { line: 2, message: 'expected a task, got nothing' },
    ]);
  }
  const ids = header.models.map(({ id }) => id);
  // A rule that can't be read is a problem of line 1 already.
  const isSound = stated !== undefined && statedProblems(stated, ids).length === 0;
  const own = isSound ? ruleFrom(stated, ids) : undefined;
  const tasks = readTasks(rows, header, own?.rule, problems);
  problems.throwIfAny();
  const rule = own?.rule ?? defaultRule(ids.length, tasks);
  const assignment = own?.assignment ?? paperRule(rule);
  return { id: options.id, ...header, rule, assignment, tasks, ...(source && { source }) };
}

function formatModel({ id, name, unitCost, price, version }: Model): object {
  return { id, name, unitCost, price: price && { input: price.input, output: price.output }, version };
}

/**
 * Writes an outcomes file: the fields always in one order, the rule always stated, a line feed after every line.
 * The experiment's own id is not part of the format; its assignment rule is where the labelling rule is in words.
 */
export function formatOutcomes(experiment: Experiment): string {
  const { name, dataset, models, visibleTests, source } = experiment;
  const header = {
    format: outcomesFormat,
    version: outcomesVersion,
    name,
    dataset,
    models: models.map(formatModel),
    visibleTests,
    rule: statedRule(
      experiment.rule,
      experiment.assignment,
      models.map(({ id }) => id),
    ),
    source: source && { title: source.title, url: source.url, licence: source.licence, note: source.note },
  };
  const rows = experiment.tasks.map(({ id, prompt, tests, trials }) => ({
    task: id,
    prompt,
    tests,
    outcomes: Object.fromEntries(models.map((model, k) => [model.id, trials[k]])),
  }));
  return [header, ...rows].map((line) => `${JSON.stringify(line)}\n`).join('');
}
