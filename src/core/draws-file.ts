import type { Draw } from './draws';
import { DrawsFileError } from './draws-error';
import { levelsOf, paperFiveLevel } from './labelling';
import { shown } from './outcomes-error';

/** A test task: its label, and what a complexity model said when asked several times. */
export interface DrawnTask {
  task: string;
  /** One of the paper’s five. */
  level: number;
  /** At least one. */
  draws: Draw[];
  /** What the model said before it was fine-tuned; all tasks of a file have it, or none. */
  baseline?: Draw[];
}

const mostProblems = 20;
const levels = levelsOf(paperFiveLevel);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isDraw = (value: unknown): value is Draw =>
  value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

type Report = (message: string) => void;

function readDraws(name: string, value: unknown, report: Report): Draw[] | undefined {
  if (!Array.isArray(value) || value.length === 0) {
    report(`${name}: expected a list of at least one answer, got ${shown(value)}`);
    return undefined;
  }
  const wrong = value.findIndex((draw) => !isDraw(draw));
  if (wrong < 0) return value;
  report(`${name}[${wrong}]: expected a number, a string or null, got ${shown(value[wrong])}`);
  return undefined;
}

/** Reads one line. What is wrong goes to `report`, and the line is then not to be used. */
function readTask(line: string, report: Report): DrawnTask | undefined {
  const value = json(line);
  if (!isObject(value)) {
    report(`expected an object with task, level and draws, got ${shown(value === undefined ? line : value)}`);
    return undefined;
  }
  const { task, level } = value;
  const isTask = typeof task === 'string' ? task !== '' : Number.isSafeInteger(task);
  if (!isTask) report(`task: expected a string that is not empty, or a whole number, got ${shown(task)}`);
  const isLevel = typeof level === 'number' && levels.includes(level);
  if (!isLevel) report(`level: expected a whole number from 1 to ${levels.at(-1)}, got ${shown(level)}`);
  const draws = readDraws('draws', value.draws, report);
  const hasBaseline = value.baseline !== undefined;
  const baseline = hasBaseline ? readDraws('baseline', value.baseline, report) : undefined;
  if (!isTask || !isLevel || !draws || (hasBaseline && !baseline)) return undefined;
  return { task: String(task), level, draws, ...(baseline && { baseline }) };
}

/**
 * Reads a draws file: JSONL, a test task a line, `{"task", "level", "draws", "baseline"?}`: its label under the
 * paper’s rule of five levels, and several answers of a complexity model to it, before fine-tuning too where there
 * are any. Tasks may have different numbers of answers, and answers may be no level, or no number: they count as
 * wrong. A byte-order mark, CRLF, blank lines and other fields are passed over.
 *
 * @throws DrawsFileError with up to 20 problems, each with its line; nothing is read of a file with any
 */
export function parseDraws(text: string): DrawnTask[] {
  const problems: { line: number; message: string }[] = [];
  const lineOfTask = new Map<string, number>();
  const tasks: DrawnTask[] = [];
  let first: { line: number; hasBaseline: boolean } | undefined;
  for (const [index, row] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (row.trim() === '') continue;
    if (problems.length > mostProblems) break;
    const line = index + 1;
    const report = (message: string) => problems.push({ line, message });
    const task = readTask(row, report);
    if (!task) continue;
    const before = lineOfTask.get(task.task);
    if (before) {
      report(`task: expected an id not used before, got ${shown(task.task)}, which line ${before} has`);
    } else lineOfTask.set(task.task, line);
    first ??= { line, hasBaseline: Boolean(task.baseline) };
    if (first.hasBaseline !== Boolean(task.baseline)) {
      report(
        first.hasBaseline
          ? `baseline: expected a list, as line ${first.line} has one, got nothing`
          : `baseline: expected nothing, as line ${first.line} has none, got ${shown(task.baseline)}`,
      );
    }
    tasks.push(task);
  }
  if (problems.length > 0) throw refusal(problems);
  if (tasks.length === 0) {
    throw new DrawsFileError('empty', 'The file has no task in it', [
      { line: 1, message: 'expected an object with task, level and draws, got nothing' },
    ]);
  }
  return tasks;
}

function refusal(problems: { line: number; message: string }[]): DrawsFileError {
  const most = `more than ${mostProblems} problems, the first ${mostProblems} of which are`;
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
  const summary = `Nothing was read: the file has ${problems.length > mostProblems ? most : count}`;
  return new DrawsFileError('malformed', summary, problems.slice(0, mostProblems));
}
