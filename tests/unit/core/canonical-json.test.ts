import { expect, it } from 'vitest';
import { canonicalJson } from '../../../src/core/canonical-json';

it('writes fields in one order, and nothing that is undefined', () => {
  const value = { b: [1, { d: undefined, c: null }], a: 'ä"\n', 10: true, 9: false };
  expect(canonicalJson(value)).toBe('{"10":true,"9":false,"a":"ä\\"\\n","b":[1,{"c":null}]}');
});

it.each([0, -0, 0.1, 1e-300, Number.MAX_VALUE, Infinity, -Infinity, '\ud800', '__proto__'])(
  'is read back as it was: %s',
  (value) => {
    expect(JSON.parse(canonicalJson([value]))).toStrictEqual([value]);
  },
);

it.each([NaN, 1n, () => 1])('refuses %s', (value) => {
  expect(() => canonicalJson({ value })).toThrow(RangeError);
});
