import type { OwnTask } from './live-experiment';
import { shown } from './outcomes-error';

/** Why a file of tasks was not read. `message` lists the problems, each with where it is. */
export class TasksFileError extends Error {
  override name = 'TasksFileError';

  constructor(summary: string, problems: readonly string[] = []) {
    super([summary, ...problems].join('\n'));
  }
}

const mostProblems = 20;
const mostTasks = 100_000;

/**
 * Reads a visitor's own tasks: JSONL, one object a line, or one JSON list of them. Each has a `prompt` (or `text`)
 * and `tests` (or `test_list`), Python asserts, those that may be shown first; and perhaps an `id` (or `task_id`),
 * `setup` (or `test_setup_code`) and `entryPoint` (or `entry_point`). A task without an id gets its place, from 1.
 *
 * @throws TasksFileError with up to 20 problems, each with its line or entry; nothing is read of a file with any
 */
export function parseOwnTasks(text: string): OwnTask[] {
  const content = text.replace(/^\uFEFF/, '').trim();
  if (!content) throw new TasksFileError('The file has no task in it.');
  const problems: string[] = [];
  const rows = content.startsWith('[') ? listed(content) : lined(content, problems);
  const seen = new Map<string, string>();
  const tasks = rows.flatMap(({ where, value }, index): OwnTask[] => {
    const report = (message: string) => problems.push(`${where}: ${message}`);
    const task = readTask(value, String(index + 1), report);
    if (!task) return [];
    const first = seen.get(task.id);
    if (first) report(`id: expected each once, got ${shown(task.id)}, which stands at ${first} already`);
    seen.set(task.id, where);
    return [task];
  });
  if (problems.length > 0) {
    const most = problems.length > mostProblems ? `, the first ${mostProblems} of which are` : '';
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    throw new TasksFileError(
      `Nothing was read: the file has ${count}${most}`,
      problems.slice(0, mostProblems),
    );
  }
  if (tasks.length === 0) throw new TasksFileError('The file has no task in it.');
  if (tasks.length > mostTasks) throw new TasksFileError(`The file has more than ${mostTasks} tasks.`);
  return tasks;
}

interface Row {
  /** "line 3", "entry 3". */
  where: string;
  value: unknown;
}

function listed(content: string): Row[] {
  try {
    const list = JSON.parse(content) as unknown[];
    return list.map((value, index) => ({ where: `entry ${index + 1}`, value }));
  } catch (cause) {
    throw new TasksFileError(`The file is no JSON: ${(cause as Error).message}`);
  }
}

function lined(content: string, problems: string[]): Row[] {
  return content.split('\n').flatMap((line, index): Row[] => {
    if (!line.trim()) return [];
    const where = `line ${index + 1}`;
    try {
      return [{ where, value: JSON.parse(line) }];
    } catch {
      problems.push(`${where}: expected one JSON object, got ${shown(line)}`);
      return [];
    }
  });
}

function readTask(value: unknown, place: string, report: (message: string) => void): OwnTask | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    report(`expected an object with prompt and tests, got ${shown(value)}`);
    return undefined;
  }
  const row = value as Record<string, unknown>;
  const id = row.id ?? row.task_id ?? place;
  const prompt = row.prompt ?? row.text;
  const tests = row.tests ?? row.test_list;
  const setup = row.setup ?? row.test_setup_code;
  const entryPoint = row.entryPoint ?? row.entry_point;
  const isText = (text: unknown): text is string => typeof text === 'string' && text.trim() !== '';
  const isId = isText(id) || typeof id === 'number';
  if (!isId) report(`id: expected a text or a number, got ${shown(id)}`);
  if (!isText(prompt)) report(`prompt: expected a text that is not empty, got ${shown(prompt)}`);
  if (!isTests(tests)) report(`tests: expected a list of one assert or more, got ${shown(tests)}`);
  if (!isAbsentOrText(setup)) report(`setup: expected a text, got ${shown(setup)}`);
  if (!isAbsentOrText(entryPoint)) report(`entryPoint: expected a text, got ${shown(entryPoint)}`);
  if (!isId || !isText(prompt) || !isTests(tests)) return undefined;
  return {
    id: String(id),
    prompt,
    tests,
    ...(typeof setup === 'string' && setup && { setup }),
    ...(typeof entryPoint === 'string' && entryPoint && { entryPoint }),
  };
}

function isTests(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((test) => typeof test === 'string');
}

const isAbsentOrText = (value: unknown) => value === undefined || value === null || typeof value === 'string';
