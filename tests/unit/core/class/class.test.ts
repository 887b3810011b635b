import { describe, expect, test } from 'vitest';
import {
  CodeError,
  decodeResult,
  encodeResult,
  readCodes,
  type Result,
  tidyName,
} from '../../../../src/core/class/code';
import { gather } from '../../../../src/core/class/gather';
import { drawRound, enoughFor, perfectScore, scoreOf, usualModel } from '../../../../src/core/class/round';
import { isKept } from '../../../../src/core/experiment';
import { recorded } from '../../../support/recorded';

const unitCosts = [1, 10, 100];
const task = (id: string, ...trials: string[][]) => ({ id, trials });

describe('a round', () => {
  test('is ten kept tasks, the same for one number in any order of the tasks, and others for another', async () => {
    const mbpp = await recorded('mbpp');
    const round = drawRound(mbpp, 7);
    expect(new Set(round.tasks.map(({ id }) => id)).size).toBe(10);
    expect(round.tasks.every(isKept)).toBe(true);
    expect(drawRound({ ...mbpp, tasks: mbpp.tasks.toReversed() }, 7)).toEqual(round);
    expect(drawRound(mbpp, 8).tasks).not.toEqual(round.tasks);
  });

  test('has another fingerprint where a verdict differs, and fewer tasks where there are fewer', () => {
    const tasks = [task('a', ['1'], ['1']), task('b', ['0'], ['1']), task('c', ['0'], ['0'])];
    const round = drawRound({ id: 'x', tasks }, 1);
    expect(round.tasks).toHaveLength(2);
    const other = drawRound({ id: 'x', tasks: [task('a', ['0'], ['1']), ...tasks.slice(1)] }, 1);
    expect(other.tasks.map(({ id }) => id)).toEqual(round.tasks.map(({ id }) => id));
    expect(other.fingerprint).not.toBe(round.fingerprint);
  });

  test('scores by shares of trials, counted by hand', () => {
    const tasks = [
      task('a', ['1', '0'], ['1', '1'], ['1', '1']),
      task('b', ['0', '0'], ['1', '0'], ['1', '1']),
      task('c', ['0', '0'], ['0', '0'], ['1', '0']),
    ];
    expect(tasks.map(enoughFor)).toEqual([0, 1, 2]);
    expect(enoughFor(task('d', ['0', '0', '1'], ['0', '0', '0']))).toBeUndefined();
    expect(scoreOf(tasks, [0, 2, 2], unitCosts)).toEqual({ right: 2, cost: 201, spotOn: 2 });
    // a: 1/2 small, else mid; b: 1/2 mid, else large; c: large, half the time.
    expect(perfectScore(tasks, unitCosts)).toEqual({ right: 2.5, cost: 0.5 + 5 + 5 + 50 + 50, spotOn: 3 });
  });

  test('knows what is usual among the recorded tasks', async () => {
    expect(usualModel(await recorded('mbpp'))).toBe(0);
  });
});

const ada: Result = {
  experiment: 'mbpp',
  round: 7,
  fingerprint: '0123abcd',
  choices: [0, 1, 2, 0, 0, 1, 2, 2, 1, 0],
  player: 'Åda 🦊 O’Neil',
};

describe('a code', () => {
  test('goes out and in, whatever the name', () => {
    for (const player of [ada.player, '', '<b>“x”</b>', '数学']) {
      const code = encodeResult({ ...ada, player });
      expect(code).toMatch(/^cn1-[\w-]+$/);
      expect(decodeResult(` ${code}\n`)).toEqual({ ...ada, player });
    }
    expect(tidyName(` a\u0000\u202e\n b${'x'.repeat(99)}`)).toBe(`a b${'x'.repeat(37)}`);
  });

  test('is refused where any one character is wrong or missing', () => {
    const code = encodeResult(ada);
    for (let at = 4; at < code.length; at++) {
      const other = code[at] === 'A' ? 'B' : 'A';
      for (const spoilt of [
        code.slice(0, at) + other + code.slice(at + 1),
        code.slice(0, at) + code.slice(at + 1),
      ]) {
        expect(() => decodeResult(spoilt), spoilt).toThrow(CodeError);
      }
    }
    expect(() => decodeResult(code.replace('cn1', 'cn2'))).toThrow(/newer version/);
    expect(() => decodeResult('cn1-')).toThrow(/wrong or missing/);
    expect(() => decodeResult('hello')).toThrow(/no code/);
  });

  test('is found among what people write around it', () => {
    const code = encodeResult(ada);
    const read = readCodes(`# round 7\r\nAda: ${code} :-)\n\n${code} ${code}\nno idea\n`);
    expect(read.map((line) => ('result' in line ? line.result.player : line.problem))).toEqual([
      ...[ada.player, ada.player, ada.player],
      'this is no code of a round',
    ]);
  });
});

test('a class is put together, and what doesn’t fit is refused by name', () => {
  const tasks = ada.choices.map((_, at) => task(`t${at}`, ['1'], ['1'], ['1']));
  const round = { experiment: 'mbpp', number: 7, fingerprint: ada.fingerprint, tasks };
  const codeOf = (change: Partial<Result>) => encodeResult({ ...ada, ...change });
  const pasted = [
    codeOf({ player: 'Ada' }),
    codeOf({ player: 'Ben', round: 8 }),
    codeOf({ player: 'Cem', experiment: 'humaneval' }),
    codeOf({ player: 'Dea', fingerprint: 'ffffffff' }),
    codeOf({ player: 'Eli', choices: [0, 1] }),
    codeOf({ player: 'Fay', choices: ada.choices.map(() => 3) }),
    codeOf({ player: 'Ada', choices: ada.choices.toReversed() }),
    codeOf({ player: '' }),
    codeOf({ player: 'Gus' }).slice(0, -1),
  ].join('\n');
  const texts = [
    { from: 'pasted', text: pasted },
    { from: 'ada.txt', text: codeOf({ player: 'Ada' }) },
    { from: 'hal.txt', text: codeOf({ player: 'Hal' }) },
    { from: 'empty.txt', text: '# nothing' },
  ];
  const { results, refused } = gather(round, 3, texts);
  expect(results.map(({ player }) => player)).toEqual(['Ada', '', 'Hal']);
  expect(refused.map(({ who, why }) => `${who.slice(0, 5)}: ${why.slice(0, 26)}`)).toEqual([
    'Ben (: played round 8, not 7',
    'Cem (: played with other answers:',
    'Dea (: had other tasks, though th',
    'Eli (: guessed at 2 tasks of 10',
    'Fay (: chose a model that there i',
    'Ada (: is here twice, with other ',
    '“cn1-: a character of it is wrong',
    'Ada (: is here twice, with the sa',
    'empty: no code is in it',
  ]);
});
