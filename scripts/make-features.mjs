// Writes public/features/*.bin, the hashed n-gram counts of the built-in datasets, from their pinned texts
// (../shared/data, or the folder in COMPLEXITYNET_DATA). Run by hand: node scripts/make-features.mjs
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runnerImport } from 'vite';

const root = join(import.meta.dirname, '..');
const data = process.env.COMPLEXITYNET_DATA ?? join(root, '..', 'shared', 'data');
const load = async (path) =>
  (await runnerImport(join(root, path), { configFile: false, root, logLevel: 'error' })).module;
const { encodeFeatureTable } = await load('src/predictors/features/codec.ts');
const { featureTable } = await load('src/predictors/features/table.ts');
const { textOf } = await load('src/predictors/features/text.ts');

/** The lines of a pinned file, parsed. */
function readPinned(name, sha256) {
  const path = join(data, name);
  if (!existsSync(path)) {
    throw new Error(
      `${name} was not found in ${data}: put it there, or name its folder in COMPLEXITYNET_DATA`,
    );
  }
  const bytes = readFileSync(path);
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256) throw new Error(`${name} in ${data} has SHA-256 ${found}, not the pinned ${sha256}`);
  return bytes.toString('utf8').trim().split('\n').map(JSON.parse);
}

/** The ids of a built-in recording's tasks, in its order. */
function recordedIds(name) {
  const lines = readFileSync(join(root, 'public', 'outcomes', `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n');
  return lines.slice(1).map((line) => JSON.parse(line).task);
}

/** What a router may see of each dataset's tasks. HumanEval's recording names no visible test. */
const datasets = {
  mbpp: {
    sha256: 'ccf64ceae9c5403bf50a044cb6d505bfd2a2963ee58338ba268fd65beab92a9f',
    text: (task) => textOf(task.text, task.test_list.slice(0, 1)),
  },
  humaneval: {
    sha256: '1d49078ba3e2b196b9344535bef34a43021f038fad9561d6ee7c53450609a6a2',
    text: (task) => textOf(task.prompt, []),
  },
};

try {
  mkdirSync(join(root, 'public', 'features'), { recursive: true });
  for (const [name, { sha256, text }] of Object.entries(datasets)) {
    const byId = new Map(readPinned(`${name}.jsonl`, sha256).map((task) => [String(task.task_id), task]));
    const table = featureTable(recordedIds(name).map((id) => ({ id, text: text(byId.get(id)) })));
    const bytes = gzipSync(encodeFeatureTable(table), { level: 9 });
    writeFileSync(join(root, 'public', 'features', `${name}.bin`), bytes);
    console.log(
      `public/features/${name}.bin: ${table.tasks.length} tasks, ${table.block.length} columns, ${bytes.length} bytes`,
    );
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
