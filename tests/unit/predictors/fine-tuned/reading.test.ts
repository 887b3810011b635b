import { describe, expect, it } from 'vitest';
import { classProbabilities } from '../../../../src/predictors/fine-tuned/class-probabilities';
import { askingDollars, autoEpochs, trainingDollars } from '../../../../src/predictors/fine-tuned/cost';
import { fromDraws } from '../../../../src/predictors/fine-tuned/draws';
import { readLevel } from '../../../../src/predictors/fine-tuned/read-level';

const levels = [1, 2, 3, 4, 5];
const tokens = (top: Record<string, number>) =>
  Object.entries(top).map(([token, logprob]) => ({ token, logprob }));
const p = Math.log;

describe('class probabilities', () => {
  it('are the softmax over the levels, other tokens left out', () => {
    const top = tokens({ '1': p(0.4), '3': p(0.2), '\n': p(0.15), '2': p(0.1), '5': p(0.08), '4': p(0.02) });
    const read = classProbabilities(top, levels)!;
    [0.5, 0.125, 0.25, 0.025, 0.1].forEach((value, i) => expect(read[i]).toBeCloseTo(value, 12));
  });

  it('count a token with a space for its level', () => {
    const read = classProbabilities(
      tokens({ '1': p(0.3), ' 1': p(0.2), '2': p(0.3), ' 3': p(0.1), '4': p(0.05), '5 ': p(0.05) }),
      levels,
    )!;
    [0.5, 0.3, 0.1, 0.05, 0.05].forEach((value, i) => expect(read[i]).toBeCloseTo(value, 12));
  });

  it('take a missing level for no likelier than the least likely token', () => {
    // The least is 0.05, the rest 0.5 for two.
    const read = classProbabilities(tokens({ '1': p(0.2), '2': p(0.15), '3': p(0.1), x: p(0.05) }), levels)!;
    expect(read[3]).toBeCloseTo(0.05 / 0.55, 12);
    expect(read[4]).toBe(read[3]);
    expect(read.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });

  it('give missing levels no more than what is left, as where one token is all that was given', () => {
    const read = classProbabilities(tokens({ '1': p(0.9) }), levels)!;
    expect(read[0]).toBeCloseTo(0.9, 12);
    expect(read[1]).toBeCloseTo(0.025, 12);
  });

  it('read the recorded completion shape', () => {
    const read = classProbabilities(tokens({ '1': -0.1, '2': -2.4 }), levels)!;
    expect(read.indexOf(Math.max(...read))).toBe(0);
    expect(read[1] / read[0]).toBeCloseTo(Math.exp(-2.3), 12);
    expect(read[2]).toBeLessThan(read[1]);
  });

  it('can’t be read where no token is a level', () => {
    expect(classProbabilities(tokens({ The: -0.1, '12': -1, '6': -2 }), levels)).toBeUndefined();
    expect(classProbabilities([], levels)).toBeUndefined();
  });
});

describe('draws', () => {
  it('give shares, the rounded mean and the majority', () => {
    expect(fromDraws(['1', ' 1', '4', '5', '4\n'], levels)).toStrictEqual({
      distribution: [0.4, 0, 0, 0.4, 0.2],
      roundedMean: 3,
      majority: 1,
      each: [1, 1, 4, 5, 4],
      unreadable: 0,
    });
  });

  it('leave out what can’t be read, and count it', () => {
    expect(fromDraws(['2', '', 'two', '2 or 3', '7'], levels)).toMatchObject({
      distribution: [0, 1, 0, 0, 0],
      roundedMean: 2,
      each: [2, undefined, undefined, undefined, undefined],
      unreadable: 4,
    });
    expect(fromDraws(['', 'x'], levels)).toBeUndefined();
  });

  it('round a half up, and to a level that there is', () => {
    expect(fromDraws(['2', '3'], levels)!.roundedMean).toBe(3);
    expect(fromDraws(['0', '0', '2'], [0, 2])!.roundedMean).toBe(0);
  });
});

it.each([
  ['3', 3],
  [' 3.', 3],
  ['Level 4', 4],
  ['4, definitely 4', 4],
  ['3.5', undefined],
  ['1 to 5', undefined],
  ['10', undefined],
  ['\n2\n\nTask 5:', 2],
  ['', undefined],
])('reads %j as %s', (text, level) => {
  expect(readLevel(text, levels)).toBe(level);
});

describe('cost', () => {
  it('of training is tokens by price, of asking the prompts once and each draw', () => {
    const price = { training: 6, input: 12, output: 12 };
    expect(trainingDollars(1e6, price)).toBe(6);
    const asked = { tasks: 36, promptTokens: 3600, draws: 5, outputTokens: 1 };
    expect(askingDollars(asked, price)).toBeCloseTo(((3600 + 180) * 12) / 1e6, 12);
  });

  it.each([
    [10, 10],
    [33, 3],
    [144, 3],
    [20_000, 1],
  ])('takes auto over %i rows for %i epochs', (rows, epochs) => {
    expect(autoEpochs(rows)).toBe(epochs);
  });
});
