import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../../src/core/random';
import { choice } from '../../../../src/datasets/kinds/choice/kind';
import { chosenLetter } from '../../../../src/datasets/kinds/choice/letter';
import { arranged } from '../../../../src/datasets/kinds/registry';

const planets = ['Mercury', 'Venus', 'The Earth', 'Mars and its moons'];

describe('the letter that an answer chooses', () => {
  it.each([
    ['B', 'B'],
    ['b', 'B'],
    ['(C)', 'C'],
    ['D.', 'D'],
    ['A)', 'A'],
    ['[B]', 'B'],
    ['"C"', 'C'],
    ['**D**', 'D'],
    ['`A`', 'A'],
    ['\\boxed{C}', 'C'],
    ['$\\boxed{\\text{B}}$', 'B'],
    ['Answer: B', 'B'],
    ['Answer: (D) Mars and its moons', 'D'],
    ['**Answer:** C', 'C'],
    ['The answer is B.', 'B'],
    ['The correct answer is (A).', 'A'],
    ['The answer is: D', 'D'],
    ['The answer would be C, as it has life.', 'C'],
    ['B) Venus', 'B'],
    ['B. Venus is the hottest.', 'B'],
    ['C is right because there is water.', 'C'],
    ['Option D', 'D'],
    ['I would go with option B here.', 'B'],
    ['I choose (C), since the others are dry.', 'C'],
    ['It is Venus.', 'B'],
    ['The answer is the Earth', 'C'],
    ['Ｂ', 'B'],
    ['В', 'B'],
    ['С)', 'C'],
    ['A hot planet with thick clouds: this must be (B).', 'B'],
    ['A) is too small. B) is too hot. C) fits.\nAnswer: C', 'C'],
    ['Not A, but it has no air.\nThe answer is D', 'D'],
    ['Let me think.\n\nThe Moon belongs to it.\n\nC', 'C'],
    ['<think>A or B?</think>B', 'B'],
    ['Answer: A\n\nReason: B is too hot.', 'A'],
    ['At first I said the answer is A, but the answer is B.', 'B'],
    ['A planet cannot be told from this.', undefined],
    ['A or B', undefined],
    ['Both A and C are right.', undefined],
    ['A) Mercury\nB) Venus\nC) The Earth\nD) Mars and its moons', undefined],
    ['Mercury or Venus', undefined],
    ['E', undefined],
    ['None of them.', undefined],
    ['', undefined],
  ])('%j is %s', (said, letter) => {
    const result = choice.judge(
      said,
      { id: '1', prompt: '', choices: planets, tests: [letter ?? 'A'] },
      'lenient',
    );
    expect(result).toMatchObject(letter ? { found: letter, passed: [true] } : { found: undefined });
  });

  it.each([
    ['B', 'B'],
    ['(B)', 'B'],
    ['Some reasons.\nAnswer: B', 'B'],
    ['B, because it is hot and has clouds', undefined],
    ['It is Venus.', undefined],
  ])('judged strictly must be alone or announced: %j is %s', (said, letter) =>
    expect(chosenLetter(said, planets, true)).toBe(letter),
  );
});

describe('choices', () => {
  const task = { id: '7', kind: 'choice', prompt: 'Which is the hottest?', choices: planets, tests: ['1'] };

  it('stand in an order drawn by the seed, the right one under its letter', () => {
    const orders = new Set<string>();
    for (let seed = 1; seed <= 40; seed++) {
      const { prompt, tests, choices } = arranged(task, seed);
      expect(arranged(task, seed).prompt).toBe(prompt);
      const place = choices.indexOf('Venus');
      expect(tests).toEqual([String.fromCharCode(65 + place)]);
      expect(prompt).toContain(`${tests[0]}) Venus`);
      orders.add(choices.join());
    }
    expect(orders.size).toBeGreaterThan(12);
    const other = choice.arrange!({ ...task }, randomStream(1, 'choices of 8'));
    expect([...other.choices].sort()).toEqual([...planets].sort());
  });

  it('have a right one: by letter, number or text', () => {
    for (const right of ['B', 'b', '1', 'Venus', ' Venus ']) {
      expect(choice.problemIn({ ...task, tests: [right] }), right).toBeUndefined();
      const { tests, choices } = arranged({ ...task, tests: [right] }, 3);
      expect(choices[tests[0].charCodeAt(0) - 65]).toBe('Venus');
    }
    expect(choice.problemIn({ ...task, tests: ['Pluto'] })).toBe('its answer is none of its choices');
    expect(choice.problemIn({ ...task, tests: ['E'] })).toBe('its answer is none of its choices');
    expect(choice.problemIn({ ...task, choices: ['Venus'] })).toContain('2 to 10 choices');
  });
});
