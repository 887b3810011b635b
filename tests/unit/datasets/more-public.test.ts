import { describe, expect, it } from 'vitest';
import { cruxeval } from '../../../src/datasets/cruxeval';
import { gsm8k } from '../../../src/datasets/gsm8k';
import { kindOf } from '../../../src/datasets/kinds/registry';
import { mmlu } from '../../../src/datasets/mmlu';
import { parquetRows } from '../../../src/datasets/parquet';
import { parquetOf } from '../../support/parquet';

describe('CRUXEval', () => {
  it('shows the code with its call, and asks for the output', () => {
    const line = { id: 'sample_0', code: 'def f(x):\n    return x * 2\n', input: '3', output: '6' };
    const [task] = cruxeval.parse(JSON.stringify(line));
    expect(task).toMatchObject({ id: 'sample_0', kind: 'output', tests: ['6'] });
    expect(task.prompt).toBe('def f(x):\n    return x * 2\n\nf(3)');
    expect(kindOf(task).problemIn(task)).toBeUndefined();
  });
});

describe('GSM8K', () => {
  it('keeps the number after the mark as the answer', () => {
    const line = { question: 'How much?', answer: 'It is <<2*600=1200>>1200.\n#### 1,200' };
    const [task] = gsm8k.parse(`${JSON.stringify(line)}\n`);
    expect(task).toMatchObject({ id: '1', kind: 'number', prompt: 'How much?', tests: ['1,200'] });
    expect(kindOf(task).problemIn(task)).toBeUndefined();
    expect(() => gsm8k.parse('{"question":"Q","answer":"12"}')).toThrow('line 1 is not a task');
  });
});

describe('MMLU', () => {
  const rows = [
    { question: 'Which?', subject: 'anatomy', choices: ['a', 'b', 'c', 'd'], answer: 2 },
    { question: 'What?', subject: 'virology', choices: ['e', 'f', 'g', 'h'], answer: 0 },
  ];

  it('is read from Parquet, choices within a column included', async () => {
    const bytes = parquetOf(rows);
    expect(await parquetRows(bytes, 10)).toEqual(rows);
    const tasks = await mmlu.parseBytes(bytes);
    expect(tasks).toMatchObject([
      { id: 'anatomy/1', kind: 'choice', choices: ['a', 'b', 'c', 'd'], tests: ['2'], reference: 'c' },
      { id: 'virology/2', tests: ['0'], reference: 'e' },
    ]);
    for (const task of tasks) expect(kindOf(task).problemIn(task)).toBeUndefined();
  });

  it('names the row that is none of its questions', async () => {
    const short = [rows[0], { ...rows[1], choices: ['e', 'f'] }];
    await expect(mmlu.parseBytes(parquetOf(short))).rejects.toThrow(
      'row 2 is not a question of this dataset (choices)',
    );
    await expect(mmlu.parseBytes(new TextEncoder().encode('no parquet'))).rejects.toThrow();
  });
});
