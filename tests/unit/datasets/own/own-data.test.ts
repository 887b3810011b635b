import { describe, expect, it } from 'vitest';
import { guessedMapping, type Mapping, mapped, readMapping } from '../../../../src/datasets/own/mapping';
import { columnsOf, rowsOf } from '../../../../src/datasets/own/rows';
import { parquetOf } from '../../../support/parquet';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const valuesIn = async (text: string) => (await rowsOf(bytesOf(text))).map(({ values }) => values);
const lines = (...rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');

async function guessed(bytes: Uint8Array<ArrayBuffer>) {
  const rows = await rowsOf(bytes);
  const mapping = guessedMapping(columnsOf(rows), rows);
  return { mapping, ...mapped(rows, mapping) };
}

describe('the rows of a file', () => {
  it('of CSV: quotes, line ends within them, a byte-order mark, any line ends', async () => {
    const text = '\uFEFFquestion,answer\r\n"Say ""hi"", twice","2,5"\r\n"two\nlines",3\r\n\r\n';
    expect(await valuesIn(text)).toEqual([
      { question: 'Say "hi", twice', answer: '2,5' },
      { question: 'two\nlines', answer: '3' },
    ]);
    expect(await valuesIn('a;b\n1;2,5\n3;4\n')).toEqual([
      { a: '1', b: '2,5' },
      { a: '3', b: '4' },
    ]);
    expect(await valuesIn('a\tb\n1\t2\n')).toEqual([{ a: '1', b: '2' }]);
    expect(await valuesIn('prompt\nonly one\n')).toEqual([{ prompt: 'only one' }]);
  });

  it('of JSON, JSONL, and a list within an object', async () => {
    const rows = [{ a: 1 }, { a: 2, b: { c: [1], d: { e: 'x' } } }];
    const flat = [{ a: 1 }, { a: 2, 'b.c': [1], 'b.d.e': 'x' }];
    expect(await valuesIn(JSON.stringify(rows, null, 1))).toEqual(flat);
    expect(await valuesIn(`\uFEFF${lines(...rows)}\r\n\n`)).toEqual(flat);
    expect(await valuesIn(JSON.stringify({ version: 1, data: rows }, null, 1))).toEqual(flat);
    expect(await valuesIn(lines({ a: 1 }))).toEqual([{ a: 1 }]);
  });

  it.each([
    [['answer', 'q'], 'q', 'answer'],
    [['id', 'one', 'two'], 'one', 'two'],
    [['one'], 'one', ''],
    [['id', 'solution'], 'id', 'solution'],
  ])('of %j ask %s, and take %j for right', (columns, prompt, tests) =>
    expect(guessedMapping(columns, [])).toMatchObject({ prompt, tests }),
  );

  it('of Parquet, nested columns by their paths', async () => {
    const rows = [
      { question: 'Q1', choices: { text: ['a', 'b'], label: ['A', 'B'] }, answerKey: 'B', number: 7 },
      { question: 'Q2', choices: { text: ['c', 'd'], label: ['A', 'B'] }, answerKey: 'A', number: 8 },
    ];
    const read = await rowsOf(parquetOf(rows));
    expect(read.map(({ values }) => values)).toMatchObject([
      { question: 'Q1', 'choices.text': ['a', 'b'], answerKey: 'B', number: 7 },
      { question: 'Q2', 'choices.text': ['c', 'd'], answerKey: 'A', number: 8 },
    ]);
    const { mapping, tasks, problems } = await guessed(parquetOf(rows));
    expect(mapping).toMatchObject({
      prompt: 'question',
      tests: 'answerKey',
      kind: 'choice',
      choices: ['choices.text'],
    });
    expect(problems).toEqual([]);
    expect(tasks[0]).toMatchObject({ kind: 'choice', choices: ['a', 'b'], tests: ['B'] });
  });

  it.each([
    ['nothing', '', 'The file is empty.'],
    ['an empty list', '[]', 'The file has no row in it.'],
    ['a header only', 'a,b\n', 'The file has no row in it.'],
    ['a broken line', '{"a":1}\n{"a":', 'line 2: expected one JSON object, got {"a":'],
    ['a line that is a list', '{"a":1}\n[1]', 'line 2: expected an object'],
    ['a broken list', '[{"a":1', 'The file is no JSON'],
    ['an entry that is none', '[1]', 'entry 1: expected an object'],
    ['an open quote', 'a,b\n"x,1\n', 'row 1: Quoted field unterminated'],
    ['too few fields', 'a,b\n1\n', 'row 1: Too few fields'],
    ['a column without a name', 'a,\n1,2\n', 'column 2: expected a name in the first row'],
  ])('is refused where it has %s', async (_, text, message) => {
    await expect(rowsOf(bytesOf(text))).rejects.toThrow(message);
  });

  it('is refused where it is neither text nor Parquet', async () => {
    await expect(rowsOf(new Uint8Array([0xff, 0xfe, 0]))).rejects.toThrow('neither Parquet nor text');
    await expect(rowsOf(bytesOf('PAR1 but no more'))).rejects.toThrow('The Parquet file can’t be read');
  });
});

describe('what columns are', () => {
  it.each<[string, string, Partial<Mapping>, object]>([
    [
      'MBPP',
      lines({
        task_id: 7,
        text: 'Add.',
        test_list: ['assert add(1, 2) == 3'],
        test_setup_code: 'import math',
      }),
      { id: 'task_id', prompt: 'text', tests: 'test_list', kind: 'python', setup: 'test_setup_code' },
      { id: '7', prompt: 'Add.', tests: ['assert add(1, 2) == 3'], setup: 'import math' },
    ],
    [
      'HumanEval',
      lines({ task_id: 'H/1', prompt: 'def f():', test: 'def check(f):\n    pass', entry_point: 'f' }),
      { kind: 'python', entryPoint: 'entry_point' },
      { id: 'H/1', prompt: 'def f():', tests: ['def check(f):\n    pass'], entryPoint: 'f' },
    ],
    [
      'GSM8K',
      lines({ question: 'How many?', answer: '3 and 4\n#### 1,007' }),
      { prompt: 'question', tests: 'answer', kind: 'number' },
      { id: '1', kind: 'number', prompt: 'How many?', tests: ['1,007'] },
    ],
    [
      'a table with a column a choice',
      'question,A,B,C,D,answer\nWhich?,w,x,y,z,C\n',
      { kind: 'choice', choices: ['A', 'B', 'C', 'D'] },
      { id: '1', kind: 'choice', prompt: 'Which?', choices: ['w', 'x', 'y', 'z'], tests: ['C'] },
    ],
    [
      'lists as text in a table',
      'prompt;tests\nAdd.;"[""assert f(1) == 2"", ""assert f(2) == 3""]"\n',
      { kind: 'python' },
      { id: '1', prompt: 'Add.', tests: ['assert f(1) == 2', 'assert f(2) == 3'] },
    ],
    [
      'numbers in other scripts',
      'question,answer\nكم؟,٤٢\n',
      { kind: 'number' },
      { id: '1', kind: 'number', prompt: 'كم؟', tests: ['٤٢'] },
    ],
    [
      'JSON as the answer',
      lines({ question: 'Q', answer: { a: [1] } }, { question: 'R', answer: { a: [2] } }),
      { prompt: 'question' },
      { prompt: 'Q' },
    ],
    [
      'short texts',
      'question,answer\nCapital?,Paris\n',
      { kind: 'text' },
      { kind: 'text', tests: ['Paris'] },
    ],
  ])('is guessed: %s', async (_, text, wanted, first) => {
    const { mapping, tasks } = await guessed(bytesOf(text));
    expect(mapping).toMatchObject(wanted);
    if ('tests' in first) expect(tasks[0]).toStrictEqual({ id: '1', prompt: tasks[0].prompt, ...first });
  });

  it('may differ from row to row, where a column says the kind', async () => {
    const { tasks, problems } = await guessed(
      bytesOf(
        lines(
          { kind: 'number', prompt: 'P', tests: '3' },
          { kind: 'text', prompt: 'Q', tests: 'x' },
          { kind: 'poem', prompt: 'R', tests: 'y' },
        ),
      ),
    );
    expect(tasks.map(({ kind }) => kind)).toEqual(['number', 'text']);
    expect(problems).toEqual(['line 3: This version of the app has no tasks of the kind “poem”.']);
  });

  it('names each row that is no task, and keeps the others', async () => {
    const rows = await rowsOf(
      bytesOf(
        lines(
          { id: 'a', p: 'P', t: '1' },
          { id: 'a', p: 'P', t: '2' },
          { id: 'c', p: ' ', t: '3' },
          { id: 'd', p: 'P', t: 'x' },
          { p: 'P', t: 5 },
        ),
      ),
    );
    const { tasks, problems } = mapped(rows, { id: 'id', prompt: 'p', tests: 't', kind: 'number' });
    expect(tasks.map(({ id }) => id)).toEqual(['a', '5']);
    expect(problems).toEqual([
      'line 2: its id “a” stands at line 1 already',
      'line 3: its prompt is empty',
      'line 4: it needs one number as its answer',
    ]);
  });

  it('is read again as it was kept, and not where it is something else', () => {
    const mapping: Mapping = { prompt: 'a', tests: 'b', kind: 'number' };
    expect(readMapping(JSON.parse(JSON.stringify(mapping)))).toEqual(mapping);
    expect(readMapping({ ...mapping, kind: 'poem' })).toBeUndefined();
    expect(readMapping(undefined)).toBeUndefined();
  });
});
