import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { datasets, findDataset } from '../../../src/datasets/catalogue';
import { humaneval } from '../../../src/datasets/humaneval';
import { mbpp } from '../../../src/datasets/mbpp';
import { loadTexts, textsFromFile } from '../../../src/datasets/texts';
import { memoryCache, realData } from './data';

describe('the catalogue', () => {
  it('finds a dataset by its id', () => {
    expect(datasets.map(({ id }) => id)).toStrictEqual([
      'mbpp',
      'mbpp-sanitized',
      'humaneval',
      'cruxeval',
      'gsm8k',
      'mmlu',
    ]);
    expect(findDataset('humaneval')).toBe(humaneval);
    expect(findDataset('constructor')).toBeUndefined();
  });
});

describe('HumanEval', () => {
  it('keeps the test program, and calls it', () => {
    const line = {
      task_id: 'HumanEval/7',
      prompt: 'def f(x):\n',
      entry_point: 'f',
      canonical_solution: ' return x\n',
      test: 'def check(candidate):\n    pass\n',
    };
    expect(humaneval.parse(`${JSON.stringify(line)}\n`)).toStrictEqual([
      {
        id: 'HumanEval/7',
        prompt: 'def f(x):\n',
        tests: ['def check(candidate):\n    pass\n\ncheck(f)'],
        reference: ' return x\n',
        entryPoint: 'f',
      },
    ]);
  });

  it('names the line that is no task', () => {
    expect(() => humaneval.parse('{"task_id":1}')).toThrow('line 1 is not a task of this dataset (task_id)');
    expect(() => humaneval.parse('{')).toThrow('line 1 is not a task of this dataset');
  });
});

const real = realData('mbpp.jsonl');
describe.skipIf(real.missing)(`the real MBPP (${real.reason})`, () => {
  it('has the pinned content', async () => {
    const bytes = real.read();
    expect(bytes.length).toBe(mbpp.bytes);
    const fetch = async () => new Response(bytes);
    const texts = await loadTexts(mbpp, { cache: memoryCache(), fetch });
    expect(texts).toHaveLength(974);
    expect(texts.map(({ id }) => id)).toStrictEqual(Array.from({ length: 974 }, (_, k) => String(k + 1)));
    expect(texts.every(({ tests }) => tests.length === 3)).toBe(true);
    expect(texts.filter(({ setup }) => setup !== undefined)).toHaveLength(2);
  });
});

const realHumaneval = realData('humaneval.jsonl');
describe.skipIf(realHumaneval.missing)(`the real HumanEval (${realHumaneval.reason})`, () => {
  it('has the pinned content, packed or not', async () => {
    const bytes = realHumaneval.read();
    expect(bytes.length).toBe(humaneval.bytes);
    const fetch = async () => new Response(new Uint8Array(gzipSync(bytes)));
    const texts = await loadTexts(humaneval, { cache: memoryCache(), fetch });
    expect(texts).toHaveLength(164);
    expect(texts[0].id).toBe('HumanEval/0');
    expect(texts.every(({ tests, entryPoint }) => tests[0].endsWith(`\ncheck(${entryPoint})`))).toBe(true);
    expect(await textsFromFile(humaneval, new Blob([bytes]), { cache: memoryCache() })).toStrictEqual(texts);
  });
});
