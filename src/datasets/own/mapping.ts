import * as v from 'valibot';
import type { OwnTask } from '../../core/live-experiment';
import { kindOf, kinds } from '../kinds/registry';
import type { Row } from './rows';

const schema = v.object({
  prompt: v.string(),
  tests: v.string(),
  id: v.optional(v.string()),
  kind: v.picklist(kinds.map(({ id }) => id)),
  kindColumn: v.optional(v.string()),
  choices: v.optional(v.array(v.string())),
  setup: v.optional(v.string()),
  entryPoint: v.optional(v.string()),
});

/** Which columns of a file are what of a task. */
export type Mapping = v.InferOutput<typeof schema>;

/** A mapping that was kept; undefined where it is none. */
export function readMapping(value: unknown): Mapping | undefined {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : undefined;
}

const likelyNames = {
  id: ['id', 'task_id', 'idx', 'index', 'uid'],
  prompt: ['prompt', 'question', 'text', 'problem', 'input', 'instruction', 'query'],
  tests: [
    'tests',
    'test_list',
    'answer',
    'answerKey',
    'target',
    'expected',
    'output',
    'solution',
    'label',
    'test',
    'pattern',
  ],
  kind: ['kind'],
  choices: ['choices', 'choices.text', 'options'],
  setup: ['setup', 'test_setup_code'],
  entryPoint: ['entryPoint', 'entry_point'],
};

/** What the columns seem to be, to begin with. */
export function guessedMapping(columns: readonly string[], rows: readonly Row[]): Mapping {
  const find = (names: readonly string[]) =>
    names
      .map((name) => columns.find((column) => column.toLowerCase() === name.toLowerCase()))
      .find((column) => column !== undefined);
  const letters = columns.filter((column) => /^(?:choice_?|option_?)?[a-j]$/i.test(column)).sort();
  const listed = find(likelyNames.choices);
  const choices = listed ? [listed] : letters.length >= 2 ? letters : undefined;
  const id = find(likelyNames.id);
  const named = find(likelyNames.tests);
  const prompt =
    find(likelyNames.prompt) ?? columns.find((column) => column !== named && column !== id) ?? columns[0];
  // What is asked is never what is right: a file of one column has no answers.
  const tests = named ?? columns.find((column) => column !== prompt && column !== id) ?? '';
  const [kindColumn, setup, entryPoint] = [
    find(likelyNames.kind),
    find(likelyNames.setup),
    find(likelyNames.entryPoint),
  ];
  return {
    prompt,
    tests,
    ...(id !== undefined && { id }),
    kind: guessedKind(rows.slice(0, 20), tests, choices !== undefined),
    ...(kindColumn !== undefined && { kindColumn }),
    ...(choices && { choices }),
    ...(setup !== undefined && { setup }),
    ...(entryPoint !== undefined && { entryPoint }),
  };
}

function guessedKind(rows: readonly Row[], column: string, hasChoices: boolean): string {
  const texts = rows.flatMap(({ values }) => textsOf(values[column]));
  const all = (holds: (text: string) => boolean) => texts.length > 0 && texts.every(holds);
  if (all((text) => /^\s*(?:assert\b|def check\b)/m.test(text))) return 'python';
  if (hasChoices) return 'choice';
  if (
    all(
      (text) =>
        kindOf({ kind: 'number' }).problemIn({ id: '', prompt: '', tests: [marked(text)] }) === undefined,
    )
  ) {
    return 'number';
  }
  return all((text) => /^\s*[{[]/.test(text)) ? 'json' : 'text';
}

/** GSM8K's answers end with the number that counts. */
const marked = (text: string) =>
  text.includes('####') ? text.slice(text.lastIndexOf('####') + 4).trim() : text;

/** A cell as text. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A cell as texts: a list, the text of a JSON list, or one text. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(textOf);
  const text = textOf(value);
  if (!/^\s*\[/.test(text)) return text.trim() ? [text] : [];
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.map(textOf) : [text];
  } catch {
    return [text];
  }
}

function taskOf({ values }: Row, mapping: Mapping, place: number): OwnTask {
  const { kindColumn, choices = [], setup, entryPoint } = mapping;
  const named = kindColumn === undefined ? '' : textOf(values[kindColumn]).trim();
  const kind = named || mapping.kind;
  const cell = values[mapping.tests];
  // What is one value of JSON may be a list itself.
  const texts = kind === 'json' ? [typeof cell === 'string' ? cell : JSON.stringify(cell)] : textsOf(cell);
  const tests = kind === 'number' ? texts.map(marked) : texts;
  const given =
    choices.length === 1 ? textsOf(values[choices[0]]) : choices.map((name) => textOf(values[name]));
  const optional = (name: string | undefined) => (name === undefined ? '' : textOf(values[name]));
  return {
    id: (mapping.id === undefined ? '' : textOf(values[mapping.id]).trim()) || String(place),
    ...(kind !== 'python' && { kind }),
    prompt: textOf(values[mapping.prompt]),
    ...(kind === 'choice' && { choices: given.filter((text) => text.trim()) }),
    tests,
    ...(optional(setup).trim() && { setup: optional(setup) }),
    ...(optional(entryPoint).trim() && { entryPoint: optional(entryPoint) }),
  };
}

/** What is wrong with a row as a task; undefined where nothing is. */
function problemOf(task: OwnTask): string | undefined {
  if (!task.prompt.trim()) return 'its prompt is empty';
  if (task.id.length > 200) return 'its id has more than 200 characters';
  try {
    return kindOf(task).problemIn(task);
  } catch (error) {
    return (error as Error).message;
  }
}

/** The tasks of a file, and what keeps other rows from being tasks, each with its place. */
export function mapped(rows: readonly Row[], mapping: Mapping): { tasks: OwnTask[]; problems: string[] } {
  const seen = new Map<string, string>();
  const problems: string[] = [];
  const tasks = rows.flatMap((row, index) => {
    const task = taskOf(row, mapping, index + 1);
    const first = seen.get(task.id);
    const problem = first ? `its id “${task.id.slice(0, 60)}” stands at ${first} already` : problemOf(task);
    if (problem) problems.push(`${row.where}: ${problem}`);
    else seen.set(task.id, row.where);
    return problem ? [] : [task];
  });
  return { tasks, problems };
}
