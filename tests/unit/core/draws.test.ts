import { expect, it } from 'vitest';
import { type Draw, majorityDraw, numberDrawn, roundedMeanDraw } from '../../../src/core/draws';

it.each<[Draw, number | undefined]>([
  [3, 3],
  [2.5, 2.5],
  ['3', 3],
  [' -1\n', -1],
  ['3.5', 3.5],
  ['', undefined],
  [' ', undefined],
  ['Level 3', undefined],
  ['3 4', undefined],
  ['0x3', undefined],
  [null, undefined],
])('takes %j for %s', (draw, number) => {
  expect(numberDrawn(draw)).toBe(number);
});

it.each([
  [[1, 2], 2],
  [[4, 5], 5],
  [[1, 2, 1, 1, 3], 2],
  [[1, 1, 1, 1, 3], 1],
  [[-1, -2], -2],
  [[9, 9, 5], 8],
])('rounds the mean of %j to %i, halves away from zero', (numbers, mean) => {
  expect(roundedMeanDraw(numbers)).toBe(mean);
});

it.each([
  [[3, 1, 3, 1, 5], 1],
  [[1, 3, 3, 1, 5], 1],
  [[2, 5, 5], 5],
  [[4], 4],
  [[10, 9, 9, 10], 9],
])('takes the most frequent of %j, the smallest of equals', (numbers, majority) => {
  expect(majorityDraw(numbers)).toBe(majority);
});
