import { describe, expect, it } from 'vitest';
import { DrawsFileError } from '../../../src/core/draws-error';
import { parseDraws } from '../../../src/core/draws-file';

const file = (...lines: unknown[]) =>
  lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');

function refusal(text: string): DrawsFileError {
  try {
    parseDraws(text);
  } catch (error) {
    if (error instanceof DrawsFileError) return error;
    throw error;
  }
  throw new Error('the file was not refused');
}

const one = { task: 'a', level: 1, draws: [1] };

describe('reading a draws file', () => {
  it('takes any number of answers, those that are no level or no number too', () => {
    const text = file(
      { task: '11', level: 1, draws: [1, 2, 1, 1, 3], other: true },
      { task: 12, level: 5, draws: [0, 9, 2.5, -1, 'two', '', null] },
      { task: '__proto__', level: 3, draws: ['3'] },
    );
    expect(parseDraws(text)).toStrictEqual([
      { task: '11', level: 1, draws: [1, 2, 1, 1, 3] },
      { task: '12', level: 5, draws: [0, 9, 2.5, -1, 'two', '', null] },
      { task: '__proto__', level: 3, draws: ['3'] },
    ]);
  });

  it('takes baselines, of all tasks', () => {
    const rows = [
      { ...one, baseline: [4, null] },
      { ...one, task: 'b', baseline: [2] },
    ];
    expect(parseDraws(file(...rows))).toStrictEqual(rows);
  });

  it('takes a byte-order mark, CRLF and blank lines', () => {
    const rows = [one, { ...one, task: 'b' }];
    expect(parseDraws(`\uFEFF\r\n${file(...rows).replace('\n', '\r\n \r\n')}\r\n`)).toStrictEqual(rows);
  });

  it.each<[string, string, string[]]>([
    ['no JSON', '{"task":', ['line 1: expected an object with task, level and draws, got "{\\"task\\":"']],
    ['a list', '[1]', ['line 1: expected an object with task, level and draws, got [1]']],
    [
      'no task',
      file(one, { ...one, task: '' }),
      ['line 2: task: expected a string that is not empty, or a whole number, got ""'],
    ],
    [
      'the same task twice, as text and as number',
      file({ ...one, task: '7' }, '', { ...one, task: 7 }),
      ['line 3: task: expected an id not used before, got "7", which line 1 has'],
    ],
    [
      'levels that there are not',
      file(...[0, 6, 2.5, '3', null, undefined].map((level, i) => ({ task: `${i}`, level, draws: [1] }))),
      ['0', '6', '2.5', '"3"', 'null', 'nothing'].map(
        (got, i) => `line ${i + 1}: level: expected a whole number from 1 to 5, got ${got}`,
      ),
    ],
    [
      'no draws',
      file({ ...one, draws: [] }, { task: 'b', level: 1 }, { ...one, task: 'c', draws: 3 }),
      ['[]', 'nothing', '3'].map(
        (got, i) => `line ${i + 1}: draws: expected a list of at least one answer, got ${got}`,
      ),
    ],
    [
      'answers of another kind',
      file({ ...one, draws: [1, [2]] }, '{"task":"b","level":1,"draws":[1],"baseline":[1e999]}'),
      [
        'line 1: draws[1]: expected a number, a string or null, got [2]',
        'line 2: baseline[0]: expected a number, a string or null, got null',
      ],
    ],
    [
      'a baseline too few',
      file({ ...one, baseline: [1] }, { ...one, task: 'b' }),
      ['line 2: baseline: expected a list, as line 1 has one, got nothing'],
    ],
    [
      'a baseline too many',
      file(one, { ...one, task: 'b', baseline: [1] }),
      ['line 2: baseline: expected nothing, as line 1 has none, got [1]'],
    ],
  ])('refuses %s', (_, text, problems) => {
    const { code, problems: found, message } = refusal(text);
    expect(code).toBe('malformed');
    expect(found.map(({ line, message: text }) => `line ${line}: ${text}`)).toEqual(problems);
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    expect(message).toBe([`Nothing was read: the file has ${count}`, ...problems].join('\n'));
  });

  it.each(['', '\uFEFF', ' \r\n\n'])('refuses an empty file: %j', (text) => {
    expect(refusal(text)).toMatchObject({ code: 'empty', problems: [{ line: 1 }] });
  });

  it('lists 20 problems and no more', () => {
    const { problems, message } = refusal(file(...Array.from({ length: 30 }, () => 'x')));
    expect(problems).toHaveLength(20);
    expect(message).toContain('more than 20 problems');
  });
});
