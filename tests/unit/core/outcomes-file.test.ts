import { describe, expect, it } from 'vitest';
import { ownAssignment, paperRule } from '../../../src/core/assignment';
import { levelOf, paperFiveLevel, singleTrial, smallestReliable } from '../../../src/core/labelling';
import { OutcomesFileError } from '../../../src/core/outcomes-error';
import { formatOutcomes, parseOutcomes } from '../../../src/core/outcomes-file';
import { writtenRule } from '../../../src/core/rules/written-rule';

const models = [
  { id: 'small', name: 'Small', unitCost: 1, price: { input: 0.2, output: 0.4 } },
  { id: 'mid', name: 'Mid', unitCost: 10, version: 'mid-2, T = 1' },
  { id: 'large', name: 'Large', unitCost: 100 },
];
const base = {
  format: 'complexitynet-outcomes',
  version: 1,
  name: 'Invented',
  dataset: 'invented',
  models,
  visibleTests: 1,
};
const row = (task: string, outcomes: object = { small: ['010'], mid: ['1'], large: ['111'] }) => ({
  task,
  outcomes,
});
const file = (...lines: unknown[]) =>
  lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
const parse = (text: string) => parseOutcomes(text, { id: 'x' });

function refusal(text: string): OutcomesFileError {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof OutcomesFileError) return error;
    throw error;
  }
  throw new Error('the file was not refused');
}
const problemsOf = (text: string) =>
  refusal(text).problems.map(({ line, message }) => `line ${line}: ${message}`);

describe('reading an outcomes file', () => {
  it('gives an experiment', () => {
    const source = { title: 'T', url: 'https://example.org/x', licence: 'figures only', note: 'N' };
    const text = file({ ...base, source }, { ...row('1'), prompt: 'P', tests: ['a', 'b', 'c'] }, row('2'));
    expect(parse(text)).toStrictEqual({
      id: 'x',
      name: 'Invented',
      dataset: 'invented',
      models,
      visibleTests: 1,
      rule: singleTrial,
      assignment: paperRule(singleTrial),
      tasks: [
        { id: '1', prompt: 'P', tests: ['a', 'b', 'c'], trials: [['010'], ['1'], ['111']] },
        { id: '2', trials: [['010'], ['1'], ['111']] },
      ],
      source,
    });
  });

  it('takes a byte-order mark, CRLF, blank lines at the end and fields that it does not know', () => {
    const plain = file(base, row('1'), row('2'));
    const odd = `\uFEFF${file({ ...base, made: 'today' }, { ...row('1'), seen: 1 }, row('2')).replaceAll('\n', '\r\n')}\r\n\r\n  \n`;
    expect(parse(odd)).toStrictEqual(parse(plain));
  });

  it('leaves out what the file leaves out', () => {
    expect(Object.keys(parse(file(base, row('1'))))).not.toContain('source');
  });

  it('chooses the rule by models and trials where none is stated', () => {
    const five = (count: number) => ({
      small: Array(5).fill('1'),
      mid: Array(5).fill('0'),
      large: Array(count).fill('1'),
    });
    expect(parse(file(base, row('1', five(5)))).rule).toBe(paperFiveLevel);
    expect(parse(file(base, row('1', five(4)))).rule).toStrictEqual(smallestReliable(3));
    expect(parse(file(base, row('1', five(5)), row('2'))).rule).toStrictEqual(smallestReliable(3));
    const two = { ...base, models: models.slice(0, 2) };
    expect(parse(file(two, row('1', { small: ['1'], mid: ['1'] }))).rule).toStrictEqual(smallestReliable(2));
  });

  it('takes the rule that is stated', () => {
    const stated = (rule: unknown) => parse(file({ ...base, rule }, row('1'))).rule;
    expect(stated('single-trial')).toBe(singleTrial);
    expect(stated({ smallestReliable: 0.8 })).toStrictEqual(smallestReliable(3, 0.8));
  });

  it('handles ids that every object has by inheritance', () => {
    const odd = {
      ...base,
      models: [
        { id: '__proto__', name: 'P', unitCost: 1 },
        { id: 'constructor', name: 'C', unitCost: 1 },
      ],
    };
    const line = '{"task":"__proto__","outcomes":{"__proto__":["11"],"constructor":["01"]}}';
    const experiment = parse(file(odd, line));
    expect(experiment.tasks).toStrictEqual([{ id: '__proto__', trials: [['11'], ['01']] }]);
    expect(parse(formatOutcomes(experiment))).toStrictEqual(experiment);
    expect(problemsOf(file(odd, '{"task":"1","outcomes":{}}'))).toStrictEqual([
      'line 2: outcomes["__proto__"]: expected a list of 1 to 50 trials, got nothing',
      'line 2: outcomes["constructor"]: expected a list of 1 to 50 trials, got nothing',
    ]);
  });
});

describe('refusing an outcomes file', () => {
  it('says in which line what was expected and what found', () => {
    const bad = row('16', { small: ['111'], mid: ['111'], large: ['111', '101', '1x1'] });
    const good = Array.from({ length: 15 }, (_, k) => row(String(k)));
    const error = refusal(file(base, ...good, bad));
    const message = 'outcomes["large"][2]: expected a string of the digits 0 and 1, got "1x1"';
    expect(error).toMatchObject({ code: 'malformed', retryable: false, problems: [{ line: 17, message }] });
    expect(error.message).toContain(`line 17: ${message}`);
  });

  const trials = (small: unknown) => row('1', { small, mid: ['1'], large: ['1'] });
  const header = (change: object) => file({ ...base, ...change }, row('1'));
  it.each([
    [
      'a row that is not JSON',
      file(base, row('1'), '{"task":'),
      'line 3: expected one JSON object, got "{\\"task\\":"',
    ],
    ['a blank line in the middle', file(base, '', row('1')), 'line 2: expected one JSON object, got ""'],
    ['a row that is a list', file(base, []), 'line 2: expected an object with task and outcomes, got []'],
    [
      'no task id',
      file(base, { ...row('1'), task: 601 }),
      'line 2: task: expected a string that is not empty, got 601',
    ],
    [
      'a task twice',
      file(base, row('a'), row('b'), row('a')),
      'line 4: task: expected an id not used before, got "a", which line 2 has',
    ],
    [
      'a prompt that is no text',
      file(base, { ...row('1'), prompt: 1 }),
      'line 2: prompt: expected a string, got 1',
    ],
    [
      'tests that are no texts',
      file(base, { ...row('1'), tests: [1] }),
      'line 2: tests: expected a list of strings that is not empty, got [1]',
    ],
    [
      'no outcomes',
      file(base, { task: '1' }),
      'line 2: outcomes: expected an object with the trials of each model, got nothing',
    ],
    [
      'a model missing',
      file(base, row('1', { small: ['1'], large: ['1'] })),
      'line 2: outcomes["mid"]: expected a list of 1 to 50 trials, got nothing',
    ],
    [
      'an unknown model',
      file(base, row('1', { small: ['1'], mid: ['1'], large: ['1'], huge: ['1'] })),
      'line 2: outcomes["huge"]: expected a model of the header ("small", "mid", "large")',
    ],
    ['no trial', file(base, trials([])), 'line 2: outcomes["small"]: expected 1 to 50 trials, got 0'],
    [
      '51 trials',
      file(base, trials(Array(51).fill('1'))),
      'line 2: outcomes["small"]: expected 1 to 50 trials, got 51',
    ],
    [
      'a number as trial',
      file(base, trials([1])),
      'line 2: outcomes["small"][0]: expected a string of the digits 0 and 1, got 1',
    ],
    [
      'an empty trial',
      file(base, trials([''])),
      'line 2: outcomes["small"][0]: expected a string of the digits 0 and 1, got ""',
    ],
    [
      'unequal digits',
      file(base, trials(['111', '1', '11'])),
      'line 2: outcomes["small"][2]: expected 3 digits, as many as the longest of this task, or a lone one, got "11"',
    ],
    [
      'digits that are not one per test',
      file(base, { ...trials(['111']), tests: ['a', 'b'] }),
      'line 2: outcomes["small"][0]: expected 2 digits, one per test, or a lone one, got "111"',
    ],
    [
      'trials that the stated rule does not allow',
      file({ ...base, rule: 'single-trial' }, trials(['1', '1'])),
      'line 2: outcomes["small"]: expected 1 trials, as the rule of this file needs, got 2',
    ],
    [
      'no name',
      header({ name: undefined }),
      'line 1: name: expected a string that is not empty, got nothing',
    ],
    [
      'no model',
      header({ models: [] }),
      'line 1: models: expected a list of 1 to 10 models, got a list of 0',
    ],
    [
      '11 models',
      header({ models: Array(11).fill(models[0]) }),
      'line 1: models: expected a list of 1 to 10 models, got a list of 11',
    ],
    [
      'a model that is a name',
      header({ models: ['small'] }),
      'line 1: models[0]: expected an object with id, name and unitCost, got "small"',
    ],
    [
      'no unit cost',
      header({ models: [{ id: 'a', name: 'A' }] }),
      'line 1: models[0].unitCost: expected a number above 0, got nothing',
    ],
    [
      'a price below 0',
      header({ models: [{ ...models[0], price: { input: -1, output: 0 } }] }),
      'line 1: models[0].price.input: expected a number of at least 0, got -1',
    ],
    [
      'half a visible test',
      header({ visibleTests: 0.5 }),
      'line 1: visibleTests: expected a whole number of at least 0, got 0.5',
    ],
    [
      'an unknown rule',
      header({ rule: 'best' }),
      'line 1: rule: expected "paper-5-level", "single-trial", {"smallestReliable": a number above 0, at most 1} or {"name": …, "levels": [{"level": 1, "when": "x1 == M", "model": …}, …]}, got "best"',
    ],
    [
      'a threshold above 1',
      header({ rule: { smallestReliable: 2 } }),
      'line 1: rule.smallestReliable: expected a number above 0, at most 1, got 2',
    ],
    [
      'an address that is code',
      header({ source: { title: 'T', url: 'javascript:alert(1)', licence: 'L', note: 'N' } }),
      'line 1: source.url: expected an address that starts with http:// or https://, got "javascript:alert(1)"',
    ],
    ['a version that is no number', header({ version: '1' }), 'line 1: version: expected 1, got "1"'],
  ])('%s', (_, text, problem) => {
    expect(problemsOf(text)).toStrictEqual([problem]);
  });

  it('a dearer model before a cheaper one, with their names', () => {
    const swapped = { ...base, models: [models[1], models[0], models[2]] };
    expect(problemsOf(file(swapped, row('1')))).toStrictEqual([
      'line 1: models: expected the cheapest first, got "mid" at unit cost 10 before "small" at 1',
    ]);
  });

  it('a model twice, and a rule for another number of models', () => {
    const twice = { ...base, rule: 'single-trial', models: [models[0], models[0]] };
    expect(problemsOf(file(twice, row('1', { small: ['1'] })))).toStrictEqual([
      'line 1: models[1].id: expected an id not used before, got "small" again',
      'line 1: rule: expected 3 models for "single-trial", got 2',
    ]);
  });

  it.each([
    ['', 'empty'],
    ['\uFEFF\r\n', 'empty'],
    [file(base), 'empty'],
    ['task,small,mid', 'not-outcomes'],
    ['[]', 'not-outcomes'],
    ['null', 'not-outcomes'],
    [file(row('1')), 'not-outcomes'],
    [file({ ...base, version: 2, models: 'new' }, row('1')), 'newer-version'],
  ])('%j: %s', (text, code) => {
    const error = refusal(text);
    expect(error.code).toBe(code);
    expect(error.problems).toHaveLength(1);
  });

  it('reports up to 20 problems and says that there are more', () => {
    const bad = (count: number) => file(base, ...Array.from({ length: count }, (_, k) => `{${k}`));
    expect(refusal(bad(20)).message).toMatch(/^Nothing was read: the file has 20 problems\n/);
    expect(refusal(bad(21)).message).toMatch(/more than 20 problems/);
    expect(refusal(bad(21)).problems.map(({ line }) => line)).toStrictEqual(
      Array.from({ length: 20 }, (_, k) => k + 2),
    );
  });
});

describe('writing an outcomes file', () => {
  const source = { title: 'T', url: 'https://example.org/x', licence: 'L', note: 'N' };
  const full = file(
    { ...base, source },
    { ...row('1'), prompt: 'é\u2028\ud800', tests: ['a', 'b', 'c'] },
    row('10'),
    row('2'),
  );

  it('is read back equal, byte for byte when written again', () => {
    for (const text of [full, file({ ...base, rule: { smallestReliable: 0.3 } }, row('1'))]) {
      const experiment = parse(text);
      const written = formatOutcomes(experiment);
      expect(parse(written)).toStrictEqual(experiment);
      expect(formatOutcomes(parse(written))).toBe(written);
    }
  });

  it('writes one line per task after the header, each ended by a line feed', () => {
    const written = formatOutcomes(parse(file(base, row('1'))));
    expect(written).toBe(
      `${JSON.stringify({ ...base, rule: 'single-trial' })}\n` +
        '{"task":"1","outcomes":{"small":["010"],"mid":["1"],"large":["111"]}}\n',
    );
  });

  it('puts a rule without a name into words, with where its levels go', () => {
    const rule = { ...singleTrial, trials: null, levels: singleTrial.levels.slice(1) };
    const assignment = ownAssignment({ 1: 1, 2: 0 });
    const written = formatOutcomes({ ...parse(full), rule, assignment });
    expect((JSON.parse(written.split('\n')[0]) as { rule: unknown }).rule).toEqual({
      name: singleTrial.name,
      levels: [
        { level: 1, when: 'x2 >= 1', model: 'mid' },
        { level: 2, model: 'small' },
      ],
    });
    const read = parse(written);
    expect(read.assignment).toEqual(assignment);
    expect(formatOutcomes(read)).toBe(written);
  });
});

describe('a rule in words', () => {
  const inWords = (...levels: object[]) => ({ ...base, rule: { name: 'Mine', levels } });
  const both = inWords(
    { level: 1, when: 'x1 + x2 >= 1.4*M', model: 'small' },
    { level: 2, when: '(x3 >= 0.5 * M)', model: 'large' },
    { level: 3, model: 'mid' },
  );
  const trials = (small: string[]) => ({ small, mid: ['111', '111'], large: ['000', '111'] });

  it('is read, labels, and is written as it is', () => {
    const experiment = parse(file(both, row('1', trials(['111', '000']))));
    expect(experiment.rule).toStrictEqual(
      writtenRule(['x1 + x2 >= 1.4 * M', 'x3 >= 0.5 * M'], 3, { name: 'Mine' }),
    );
    expect(experiment.assignment.modelOfLevel).toEqual({ 1: 0, 2: 2, 3: 1 });
    expect(levelOf(experiment.rule, [1, 2, 1], [2, 2, 2])).toBe(1);
    expect(parse(formatOutcomes(experiment))).toStrictEqual(experiment);
  });

  it('says M of models that were tried equally often', () => {
    expect(problemsOf(file(both, row('1', trials(['111']))))).toEqual([
      'line 2: outcomes: level 1 of the rule: expected M1, M2 and so on instead of M, as the models have 1, 2, 2 trials',
    ]);
  });

  it.each([
    [
      inWords({ level: 1, when: 'x4 >= 1', model: 'small' }, { level: 2, model: 'large' }),
      'line 1: rule.levels[0].when, character 1: expected x1 to x3, got “x4”',
    ],
    [
      inWords({ level: 1, when: 'x1 >=', model: 'small' }, { level: 2, model: 'large' }),
      'line 1: rule.levels[0].when, character 6: expected a number, M, x1 or “(”, got the end',
    ],
    [
      inWords({ level: 1, when: 'x1 > 1', model: 'tiny' }, { level: 2, model: 'large' }),
      'line 1: rule.levels[0].model: expected a model of the header ("small", "mid", "large"), got "tiny"',
    ],
    [
      inWords({ level: 1, when: 'x1 > 1', model: 'small' }, { level: 1, model: 'large' }),
      'line 1: rule.levels[1].level: expected a number not used before, got 1 again',
    ],
    [
      inWords({ level: 1, when: 'x1 > 1', model: 'small' }),
      'line 1: rule.levels[0].when: expected nothing, as the last level takes what is left',
    ],
    [
      inWords({ level: 1, model: 'small' }, { level: 2, model: 'large' }),
      'line 1: rule.levels[0].when, character 1: expected a number, M, x1 or “(”, got the end',
    ],
    [inWords(), 'line 1: rule.levels: expected a list of 1 to 20 levels, got a list of 0'],
  ])('is refused where it can’t be used', (header, problem) => {
    expect(problemsOf(file(header, row('1')))).toContain(problem);
  });
});
