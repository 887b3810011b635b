// Writes public/outcomes/*.jsonl, the built-in recordings, from the two tables of figures beside this checkout
// (../shared/data, or the folder in COMPLEXITYNET_DATA). Run by hand: node scripts/make-outcomes.mjs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';

const root = join(import.meta.dirname, '..');
const data = process.env.COMPLEXITYNET_DATA ?? join(root, '..', 'shared', 'data');
const load = async (path) =>
  (await runnerImport(join(root, path), { configFile: false, root, logLevel: 'error' })).module;
const { formatOutcomes, parseOutcomes } = await load('src/core/outcomes-file.ts');
const { paperFiveLevel, singleTrial } = await load('src/core/labelling.ts');

/** The rows of a CSV without quoted fields, as objects. */
function readTable(name) {
  const [header, ...rows] = readFileSync(join(data, 'outcomes', name), 'utf8')
    .trim()
    .split(/\r?\n/);
  const columns = header.split(',');
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, k) => [columns[k], cell])));
}

const price = (dollars) => ({ input: dollars, output: dollars });
// Unit costs of section 3.3; prices of Table 1, which names no GPT-4o.
const mbppModels = [
  {
    id: 'codellama-7b',
    name: 'Code Llama 7B',
    unitCost: 1,
    price: price(0.2),
    version: 'Code Llama 7B Python, T = 0.1',
  },
  { id: 'gpt-3.5', name: 'GPT-3.5', unitCost: 10, price: price(2), version: 'gpt-3.5-turbo-1106, T = 1' },
  { id: 'gpt-4', name: 'GPT-4', unitCost: 100, price: price(30), version: 'gpt-4-1106-preview, T = 1' },
];
const humanevalModels = [
  { id: 'codellama-7b', name: 'Code Llama 7B', unitCost: 1, version: 'Code Llama 7B Instruct, T = 0.3' },
  { id: 'gpt-3.5', name: 'GPT-3.5', unitCost: 10, version: 'gpt-3.5-turbo' },
  { id: 'gpt-4o', name: 'GPT-4o', unitCost: 100, version: 'gpt-4o' },
];
const authors = {
  title: 'BaeHenryS/ComplexityNet at fb098cc, the repository of the paper’s authors',
  url: 'https://github.com/BaeHenryS/ComplexityNet/tree/fb098cc',
  licence: 'figures only: no text and no code of the repository',
};
const notTheRun =
  'One trial per model, of all MBPP tasks but 440. This is not the paper’s own run of five trials, whose Code Llama counts were never published.';

const mbppColumns = ['codellama-7b-python', 'gpt-3.5-turbo-1106', 'gpt-4-1106-preview'];
const mbppTasks = (suffix) =>
  readTable('mbpp-1-trial.csv').map((row) => ({
    id: row.task_id,
    trials: mbppColumns.map((column) => [row[`${column}_${suffix}`]]),
  }));
const humanevalTasks = readTable('humaneval-5-trials.csv').map((row) => ({
  id: row.task_id,
  // Only the number of successes is known: they are put first, which no result depends on.
  trials: ['codellama-7b-instruct_of5', 'gpt-3.5-turbo_of5', 'gpt-4o_of5'].map((column) =>
    Array.from({ length: 5 }, (_, trial) => (trial < Number(row[column]) ? '1' : '0')),
  ),
}));

const mbpp = { dataset: 'mbpp', models: mbppModels, visibleTests: 1, rule: singleTrial };
const recordings = {
  mbpp: {
    ...mbpp,
    name: 'MBPP, one trial, judged again',
    source: {
      ...authors,
      note: `${notTheRun} The recorded answers were run again under CPython 3.11 with the imports that a correct harness gives; one verdict per assert.`,
    },
    tasks: mbppTasks('asserts'),
  },
  'mbpp-as-recorded': {
    ...mbpp,
    name: 'MBPP, one trial, as its authors judged it',
    source: {
      ...authors,
      note: `${notTheRun} The verdicts are those of the authors’ own harness, which ran answers with separate globals and locals: recursion, helpers and imports raised NameError and counted as wrong.`,
    },
    tasks: mbppTasks('as_recorded'),
  },
  humaneval: {
    dataset: 'humaneval',
    models: humanevalModels,
    visibleTests: 1,
    rule: paperFiveLevel,
    name: 'HumanEval, five trials',
    source: {
      title: 'cjhCoder7/AdaptiveLLM at 32dd6cf, an independent re-implementation of the paper',
      url: 'https://github.com/cjhCoder7/AdaptiveLLM/tree/32dd6cf',
      licence: 'figures only: no text and no code of the repository',
      note: 'Not the paper’s run: other tasks (HumanEval), GPT-4o in the place of GPT-4. Only the successes of five trials are known, neither their order nor single tests, so successes stand first and verifying means seeing the verdict itself.',
    },
    tasks: humanevalTasks,
  },
};

mkdirSync(join(root, 'public', 'outcomes'), { recursive: true });
for (const [id, recording] of Object.entries(recordings)) {
  const text = formatOutcomes(recording);
  const { tasks } = parseOutcomes(text, { id });
  writeFileSync(join(root, 'public', 'outcomes', `${id}.jsonl`), text);
  console.log(`public/outcomes/${id}.jsonl: ${tasks.length} tasks, ${Buffer.byteLength(text)} bytes`);
}
