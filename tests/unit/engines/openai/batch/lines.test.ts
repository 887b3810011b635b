import { describe, expect, it } from 'vitest';
import { type BatchGroup, batchInputs } from '../../../../../src/engines/openai/batch/lines';
import { settings } from '../asking';

const group = (id: string, samples = 1): BatchGroup => ({
  id,
  samples,
  request: { messages: [{ role: 'user', content: `do ${id}` }], temperature: 0.5, maxTokens: 64 },
});
const ids = (groups: readonly BatchGroup[]) => groups.map(({ id }) => id);

describe('the input of a batch', () => {
  it('has a line for each group, as it would be asked for at once', () => {
    const [{ endpoint, content }] = batchInputs(settings, [group('a', 5), group('b')]);
    expect(endpoint).toBe('/v1/chat/completions');
    expect(
      content
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toStrictEqual([
      {
        custom_id: 'a',
        method: 'POST',
        url: '/v1/chat/completions',
        body: {
          model: 'small',
          messages: [{ role: 'user', content: 'do a' }],
          temperature: 0.5,
          max_tokens: 64,
          n: 5,
        },
      },
      {
        custom_id: 'b',
        method: 'POST',
        url: '/v1/chat/completions',
        body: {
          model: 'small',
          messages: [{ role: 'user', content: 'do b' }],
          temperature: 0.5,
          max_tokens: 64,
        },
      },
    ]);
  });

  it('of texts to go on from is for /completions', () => {
    const request = { text: 'def f():', temperature: 0, maxTokens: 1, topLogprobs: 5 };
    const [{ endpoint, content }] = batchInputs(settings, [{ id: 'a', samples: 1, request }]);
    expect(endpoint).toBe('/v1/completions');
    expect(JSON.parse(content)).toMatchObject({ url: endpoint, body: { prompt: 'def f():', logprobs: 5 } });
  });

  it('is parted where it has too many lines, or bytes, and nothing is left out', () => {
    const groups = ['a', 'b', 'c', 'd', 'e'].map((id) => group(id));
    const byLines = batchInputs(settings, groups, { lines: 2, bytes: 1e6 });
    expect(byLines.map((input) => ids(input.groups))).toStrictEqual([['a', 'b'], ['c', 'd'], ['e']]);
    const line = new TextEncoder().encode(byLines[2].content).length;
    const byBytes = batchInputs(settings, groups, { lines: 99, bytes: 3 * line });
    expect(byBytes.map((input) => ids(input.groups))).toStrictEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ]);
    expect(byBytes.map(({ content }) => content).join('')).toBe(
      byLines.map(({ content }) => content).join(''),
    );
    expect(batchInputs(settings, [])).toStrictEqual([]);
  });

  it('is refused where ids are no ids, or forms are mixed', () => {
    expect(() => batchInputs(settings, [group('a'), group('a')])).toThrow(RangeError);
    const text = { id: 'b', samples: 1, request: { text: 'x', temperature: 0, maxTokens: 1 } };
    expect(() => batchInputs(settings, [group('a'), text])).toThrow(RangeError);
  });
});
