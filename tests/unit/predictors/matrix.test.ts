import { afterEach, describe, expect, it, vi } from 'vitest';
import { randomStream } from '../../../src/core/random';
import { kernelModule } from '../../../src/predictors/logistic/kernel';
import { multiplyPlainly, packEntries, trace } from '../../../src/predictors/logistic/matrix';
import { multiply } from '../../../src/predictors/logistic/multiply';

const random = randomStream(5, 'matrix');
const numbers = (count: number) => Float64Array.from({ length: count }, () => random() - 0.5);
const range = (count: number) => Array.from({ length: count }, (_, i) => i);

function symmetric(size: number) {
  const entries = numbers(size * size);
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) entries[i * size + j] = entries[j * size + i];
  return { size, entries };
}

describe('products with packed matrices', () => {
  const gram = symmetric(23);

  it('are those of the definition', () => {
    for (const height of [1, 2, 3, 4, 5, 8, 11]) {
      for (const outputs of [1, 2, 3, 4, 5, 7]) {
        const rows = range(height).map((i) => 2 * i);
        const columns = range(9).map((i) => 22 - i);
        const vectors = numbers(9 * outputs);
        const result = new Float64Array(height * outputs);
        multiply(packEntries(gram, rows, columns), vectors, outputs, result);
        for (let k = 0; k < outputs; k++) {
          rows.forEach((row, i) => {
            const expected = columns.reduce(
              (sum, column, j) => sum + gram.entries[row * 23 + column] * vectors[k * 9 + j],
              0,
            );
            expect(result[k * height + i]).toBeCloseTo(expected, 12);
          });
        }
      }
    }
  });

  it('have the sum of the diagonal', () => {
    const rows = [1, 4, 5, 9, 17, 20];
    const expected = rows.reduce((sum, i) => sum + gram.entries[i * 24], 0);
    expect(trace(packEntries(gram, rows, rows))).toBeCloseTo(expected, 12);
  });

  it('are the same to the last bit with the kernel as without', () => {
    expect(WebAssembly.validate(kernelModule())).toBe(true);
    const matrix = packEntries(gram, range(23), range(23));
    const vectors = numbers(23 * 4);
    const [one, other] = [new Float64Array(92), new Float64Array(92)];
    multiply(matrix, vectors, 4, one);
    multiplyPlainly(matrix, vectors, 4, other);
    expect(one).toEqual(other);
  });

  it('hold when matrices have to make way for others', () => {
    // 8 matrices of 9 MB: more than the kernel keeps.
    const size = 1060;
    const matrices = range(8).map(() => packEntries(symmetric(size), range(size), range(size)));
    const vector = numbers(size);
    for (const matrix of [...matrices, matrices[0], matrices[7], matrices[1]]) {
      const [one, other] = [new Float64Array(size), new Float64Array(size)];
      multiply(matrix, vector, 1, one);
      multiplyPlainly(matrix, vector, 1, other);
      expect(Buffer.compare(Buffer.from(one.buffer), Buffer.from(other.buffer))).toBe(0);
    }
  });

  it('of nothing are nothing', () => {
    multiply(packEntries(gram, [], []), new Float64Array(), 1, new Float64Array());
  });
});

/** WebAssembly whose memory never grows. */
class Narrow extends WebAssembly.Memory {
  override grow(): number {
    throw new RangeError('there is no more');
  }
}

describe.each([
  ['no WebAssembly', undefined],
  ['no WebAssembly with SIMD', { Memory: WebAssembly.Memory }],
  ['no memory for it', { ...members(WebAssembly), Memory: Narrow }],
])('where there is %s', (_, stub) => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it('products are computed all the same', async () => {
    vi.resetModules();
    const fresh = await import('../../../src/predictors/logistic/multiply');
    vi.stubGlobal('WebAssembly', stub);
    const size = 101;
    const matrix = packEntries(symmetric(size), range(size), range(size));
    const vectors = numbers(2 * size);
    const [one, other] = [new Float64Array(2 * size), new Float64Array(2 * size)];
    fresh.multiply(matrix, vectors, 2, one);
    multiplyPlainly(matrix, vectors, 2, other);
    expect(one).toEqual(other);
    expect(one[0]).not.toBe(0);
  });
});

/** An object's own members, those included that a spread leaves out. */
function members(of: object): object {
  return Object.fromEntries(Object.getOwnPropertyNames(of).map((name) => [name, of[name as never]]));
}
