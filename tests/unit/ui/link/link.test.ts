import { deflateSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { hash32 } from '../../../../src/core/random';
import { pack, unpack } from '../../../../src/ui/link/packed';
import { fromQuery, toQuery } from '../../../../src/ui/link/query';

describe('a query', () => {
  test('goes out and in, in one order', () => {
    const values = { tasks: 'all', q: 'a & b = “c” #%', costs: '1,10' };
    const query = toQuery(values)!;
    expect(query.startsWith('?v=1&costs=')).toBe(true);
    expect(query).toBe(toQuery({ costs: '1,10', q: values.q, tasks: 'all' }));
    expect(fromQuery(query.slice(1))).toEqual({ kind: 'read', values });
    expect(toQuery({})).toBe('');
  });

  test('is silent where it says nothing of a view', () => {
    for (const query of [undefined, '', 'round=7&of=mbpp'])
      expect(fromQuery(query)).toEqual({ kind: 'silent' });
  });

  test('is refused in words where it is of another version, damaged or huge', () => {
    const why = (query: string) => (fromQuery(query) as { why: string }).why;
    expect(why('v=2&tasks=all')).toMatch(/another version/);
    expect(why('v=&tasks=all')).toMatch(/damaged/);
    expect(why('v=1e3')).toMatch(/damaged/);
    expect(why(`v=1&q=${'x'.repeat(20_000)}`)).toMatch(/20006 characters/);
    expect(toQuery({ q: 'x'.repeat(20_000) })).toBeUndefined();
  });
});

describe('a packed text', () => {
  const text = `def f(x):\n    return "é🦊"\n`.repeat(50);

  test('is short, and comes back as it was', () => {
    expect(pack(text).length).toBeLessThan(200);
    for (const one of [text, '', 'x']) expect(unpack(pack(one))).toBe(one);
  });

  test('is nothing where a character is wrong or missing, or it would burst', () => {
    const packed = pack(text);
    for (let at = 0; at < packed.length; at++) {
      expect(
        unpack(packed.slice(0, at) + (packed[at] === 'A' ? 'B' : 'A') + packed.slice(at + 1)),
      ).toBeUndefined();
    }
    expect(unpack(packed.slice(0, -1))).toBeUndefined();
    expect(unpack('')).toBeUndefined();
    const bomb = btoa(
      String.fromCharCode(...deflateSync(new Uint8Array(20_000_000), { level: 9 }).slice(0, 20_000)),
    )
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
    expect(unpack(bomb + hash32(bomb).toString(36).padStart(7, '0'))).toBeUndefined();
  });
});
