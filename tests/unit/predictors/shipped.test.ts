import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeFeatureTable } from '../../../src/predictors/features/codec';
import { featureTable } from '../../../src/predictors/features/table';
import { textOf } from '../../../src/predictors/features/text';
import { recorded, recordedFeatures } from '../../support/recorded';

const root = join(import.meta.dirname, '..', '..', '..');
const data = process.env.COMPLEXITYNET_DATA ?? join(root, '..', 'shared', 'data');

interface Line {
  task_id: number | string;
  text: string;
  prompt: string;
  test_list: string[];
}

const datasets = {
  mbpp: { kilobytes: 200, text: (line: Line) => textOf(line.text, [line.test_list[0]]) },
  humaneval: { kilobytes: 60, text: (line: Line) => textOf(line.prompt, []) },
};

describe.each(Object.entries(datasets))('the shipped features of %s', (name, { kilobytes, text }) => {
  it('are of the recorded tasks, in their order', async () => {
    const { tasks, rows } = await recordedFeatures(name);
    expect(tasks).toEqual((await recorded(name)).tasks.map(({ id }) => id));
    expect(Math.min(...rows.map(({ columns }) => columns.length))).toBeGreaterThan(20);
  });

  it('are small', () => {
    expect(statSync(join(root, 'public', 'features', `${name}.bin`)).size).toBeLessThan(kilobytes * 1000);
  });

  it('are those of the real texts', async (context) => {
    const file = join(data, `${name}.jsonl`);
    const reason = `${name}.jsonl is neither in ../shared/data nor in the folder of COMPLEXITYNET_DATA`;
    context.skip(!existsSync(file), reason);
    const lines: Line[] = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const byId = new Map(lines.map((line) => [String(line.task_id), line]));
    const shipped = await decodeFeatureTable(
      new Uint8Array(readFileSync(join(root, 'public', 'features', `${name}.bin`))),
    );
    expect(featureTable(shipped.tasks.map((id) => ({ id, text: text(byId.get(id)!) })))).toEqual(shipped);
  });
});
