import { shown } from './outcomes-error';
import { SamplesFileError } from './samples-error';

/** One answer to one task, as human-eval and EvalPlus hand answers on. */
export interface Sample {
  task: string;
  /** Who answered, where the file says so. */
  model?: string;
  /** A completion goes on where the prompt ends; a solution is the whole program. */
  kind: 'completion' | 'solution';
  code: string;
}

const mostProblems = 20;

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Tables turned into JSON have null where a row has no such field. */
const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null;

/** Reads one line. What is wrong goes to `report`, and the line is then not to be used. */
function readSample(line: string, report: (message: string) => void): Sample | undefined {
  const value = json(line);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const found = shown(value === undefined ? line : value);
    report(`expected an object with task_id and completion or solution, got ${found}`);
    return undefined;
  }
  const { task_id: task, model, completion, solution } = value as Record<string, unknown>;
  const isTask = typeof task === 'string' && task !== '';
  if (!isTask) report(`task_id: expected a string that is not empty, got ${shown(task)}`);
  const isModel = isAbsent(model) || (typeof model === 'string' && model !== '');
  if (!isModel) report(`model: expected a string that is not empty, got ${shown(model)}`);
  // EvalPlus takes the solution where a line has both.
  const kind = isAbsent(solution) ? 'completion' : 'solution';
  const code = solution ?? completion;
  if (isAbsent(code)) {
    report(`expected a completion or a solution, got fields ${shown(Object.keys(value))}`);
  } else if (typeof code !== 'string') report(`${kind}: expected a string, got ${shown(code)}`);
  if (!isTask || !isModel || typeof code !== 'string') return undefined;
  return { task, ...(isAbsent(model) ? {} : { model }), kind, code };
}

/**
 * Reads a samples file, as human-eval (`{"task_id", "completion"}`) and EvalPlus (also `{"task_id", "solution"}`)
 * have it: JSONL, one answer a line, optionally with the model that gave it. Several answers to one task stay in
 * their order. A byte-order mark, CRLF, blank lines and other fields are passed over.
 *
 * @throws SamplesFileError with up to 20 problems, each with its line; nothing is read of a file with any
 */
export function parseSamples(text: string): Sample[] {
  const problems: { line: number; message: string }[] = [];
  const samples: Sample[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue;
    const sample = readSample(line, (message) => problems.push({ line: index + 1, message }));
    if (sample) samples.push(sample);
    if (problems.length > mostProblems) break;
  }
  if (problems.length > mostProblems) {
    throw new SamplesFileError(
      'malformed',
      `Nothing was read: the file has more than ${mostProblems} problems, the first ${mostProblems} of which are`,
      problems.slice(0, mostProblems),
    );
  }
  if (problems.length > 0) {
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    throw new SamplesFileError('malformed', `Nothing was read: the file has ${count}`, problems);
  }
  if (samples.length === 0) throw new SamplesFileError('empty', 'The file has no sample in it');
  return samples;
}

/** Writes a samples file: each sample in its own form, a line feed after every line. */
export function formatSamples(samples: readonly Sample[]): string {
  return samples
    .map(({ task, model, kind, code }) => `${JSON.stringify({ task_id: task, [kind]: code, model })}\n`)
    .join('');
}
