import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import type { DownloadProgress } from '../../../src/datasets/download';
import { without } from '../../../src/core/without';
import { mbppSanitized } from '../../../src/datasets/mbpp-sanitized';
import { hasTexts, loadTexts, textsFromFile } from '../../../src/datasets/texts';
import { TextsError } from '../../../src/datasets/texts-error';
import { content, dataset, memoryCache, tasks } from './data';

const key = `texts/${dataset.sha256}`;
const answer = (body: BodyInit | null, init?: ResponseInit) =>
  vi.fn<typeof fetch>(async () => new Response(body, init));
const packed = new Uint8Array(gzipSync(content));

async function refusal(promise: Promise<unknown>): Promise<TextsError> {
  const error = await promise.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(TextsError);
  return error as TextsError;
}

/** A body that comes in two parts; `between` is called before the second. */
function inParts(
  bytes: Uint8Array,
  between: (controller: ReadableStreamDefaultController) => void = () => {},
) {
  let part = 0;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (part === 1) between(controller);
        controller.enqueue(part === 0 ? bytes.slice(0, 10) : bytes.slice(10));
        if (part++ === 1) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

describe('texts from the address', () => {
  it('are fetched, without cookies, checked and kept', async () => {
    const cache = memoryCache();
    const fetch = answer(content);
    expect(await hasTexts(dataset, cache)).toBe(false);
    expect(await loadTexts(dataset, { cache, fetch })).toStrictEqual(tasks);
    expect(await hasTexts(dataset, cache)).toBe(true);
    expect(fetch).toHaveBeenCalledWith(
      dataset.address,
      expect.objectContaining({ credentials: 'omit', referrerPolicy: 'no-referrer' }),
    );
    expect(cache.entries).toStrictEqual(new Map([[key, content]]));
  });

  it('are unpacked where they are gzip', async () => {
    const cache = memoryCache();
    expect(await loadTexts(dataset, { cache, fetch: answer(packed) })).toStrictEqual(tasks);
    expect(cache.entries.get(key)).toStrictEqual(content);
  });

  it('come from the cache where they are kept, and nobody is asked', async () => {
    const cache = memoryCache();
    cache.entries.set(key, content);
    const fetch = answer('');
    expect(await loadTexts(dataset, { cache, fetch })).toStrictEqual(tasks);
    expect(fetch).not.toHaveBeenCalled();
  });

  it.each([
    ['changed', content.with(3, 65)],
    ['of another kind', new TextDecoder().decode(content)],
  ])('are fetched anew where what is kept is %s', async (_, kept) => {
    const cache = memoryCache();
    cache.entries.set(key, kept);
    expect(await loadTexts(dataset, { cache, fetch: answer(content) })).toStrictEqual(tasks);
    expect(cache.entries.get(key)).toStrictEqual(content);
  });
});

describe('progress', () => {
  const gz = { ...dataset, address: `${dataset.address}.gz` };
  async function progressOf(of: typeof dataset, bytes: Uint8Array, headers: Record<string, string> = {}) {
    const seen: DownloadProgress[] = [];
    const fetch = answer(inParts(bytes), { headers });
    await loadTexts(of, { cache: memoryCache(), fetch, onProgress: (progress) => seen.push(progress) });
    return seen;
  }

  it('is in bytes of the pinned size, whatever the length of the transfer', async () => {
    const total = content.length;
    expect(await progressOf(dataset, content, { 'content-length': '12' })).toStrictEqual([
      { done: 10, total },
      { done: total, total },
    ]);
  });

  it('is in bytes of a packed file where its length is stated', async () => {
    const total = packed.length;
    expect(await progressOf(gz, packed, { 'content-length': String(total) })).toStrictEqual([
      { done: 10, total },
      { done: total, total },
    ]);
  });

  it('is without a total where that is not stated, or can’t be right', async () => {
    expect(await progressOf(gz, packed)).toStrictEqual([{ done: 10 }, { done: packed.length }]);
    expect(await progressOf(gz, packed, { 'content-length': '5' })).toStrictEqual([
      { done: 10 },
      { done: packed.length },
    ]);
  });
});

describe('texts that can’t be had', () => {
  const broken = packed.slice(0, 30);
  const longer = new Uint8Array([...content, 10]);
  it.each([
    ['unreachable', true, () => Promise.reject(new TypeError('Failed to fetch'))],
    [
      'unreachable',
      true,
      async () => new Response(inParts(content, (stream) => stream.error(new TypeError()))),
    ],
    ['http-status', false, async () => new Response('', { status: 404 })],
    ['http-status', true, async () => new Response('', { status: 503 })],
    ['wrong-hash', true, async () => new Response(content.with(3, 65))],
    ['wrong-hash', true, async () => new Response(longer)],
    ['wrong-hash', true, async () => new Response(new Uint8Array(gzipSync(longer)))],
    ['malformed', true, async () => new Response(broken)],
  ])('%s, retryable %s: says where and what to do, and keeps nothing', async (code, retryable, fetch) => {
    const cache = memoryCache();
    const error = await refusal(loadTexts(dataset, { cache, fetch }));
    expect(error).toMatchObject({ code, retryable });
    expect(error.message).toContain(dataset.address);
    expect(error.message).toContain('Try again, or choose the file if you have it.');
    expect(cache.entries.size).toBe(0);
  });

  it('does not read on where there is more than there should be', async () => {
    const stop = vi.fn();
    const endless = new ReadableStream<Uint8Array>({
      pull: (stream) => stream.enqueue(new Uint8Array(content.length)),
      cancel: stop,
    });
    const cache = memoryCache();
    const error = await refusal(loadTexts(dataset, { cache, fetch: answer(endless) }));
    expect(error.message).toContain(`it is longer than ${content.length} bytes`);
    expect(stop).toHaveBeenCalled();
    const bomb = new Uint8Array(gzipSync(new Uint8Array(content.length + 1)));
    const other = await refusal(textsFromFile(dataset, new Blob([bomb]), { cache }));
    expect(other.message).toContain(`it is longer than ${content.length} bytes`);
  });

  it('names the status, and the hashes', async () => {
    const cache = memoryCache();
    const gone = await refusal(loadTexts(dataset, { cache, fetch: answer('', { status: 410 }) }));
    expect(gone.message).toContain('410');
    const wrong = await refusal(loadTexts(dataset, { cache, fetch: answer('') }));
    expect(wrong.message).toContain(dataset.sha256);
    expect(wrong.message).toContain('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('malformed: right bytes that are no tasks', async () => {
    const other = {
      ...dataset,
      parse: () => {
        throw new Error('line 2 is not a task');
      },
    };
    const error = await refusal(loadTexts(other, { cache: memoryCache(), fetch: answer(content) }));
    expect(error).toMatchObject({ code: 'malformed', retryable: false });
    expect(error.message).toContain('line 2');
  });
});

describe('stopping', () => {
  it('before anything is asked', async () => {
    const fetch = answer(content);
    const error = await refusal(
      loadTexts(dataset, { cache: memoryCache(), fetch, signal: AbortSignal.abort() }),
    );
    expect(error).toMatchObject({ code: 'aborted', retryable: true });
    expect(fetch).not.toHaveBeenCalled();
  });

  it('while bytes come in: nothing is kept', async () => {
    const stop = new AbortController();
    const cache = memoryCache();
    const fetch: typeof globalThis.fetch = async (_, init) => {
      expect(init?.signal).toBe(stop.signal);
      return new Response(
        inParts(content, (stream) => {
          stop.abort();
          stream.error(stop.signal.reason);
        }),
      );
    };
    const error = await refusal(loadTexts(dataset, { cache, fetch, signal: stop.signal }));
    expect(error.code).toBe('aborted');
    expect(cache.entries.size).toBe(0);
  });
});

describe('texts from a file', () => {
  it.each([
    ['plain', content],
    ['gzipped', packed],
  ])('%s: checked and kept', async (_, bytes) => {
    const cache = memoryCache();
    const seen: DownloadProgress[] = [];
    const onProgress = (progress: DownloadProgress) => seen.push(progress);
    expect(await textsFromFile(dataset, new Blob([bytes]), { cache, onProgress })).toStrictEqual(tasks);
    expect(seen.at(-1)).toStrictEqual({ done: bytes.length, total: bytes.length });
    expect(await hasTexts(dataset, cache)).toBe(true);
  });

  it.each([
    ['wrong-hash', content.with(3, 65)],
    ['wrong-hash', new Uint8Array(content.length + 1)],
    ['malformed', packed.slice(0, 30)],
  ])('%s: names the file, and the address of the right one', async (code, bytes) => {
    const cache = memoryCache();
    const error = await refusal(textsFromFile(dataset, new File([bytes], 'mine.jsonl'), { cache }));
    expect(error).toMatchObject({ code, retryable: false });
    expect(error.message).toContain('the file mine.jsonl');
    expect(error.message).toContain(dataset.address);
    expect(cache.entries.size).toBe(0);
  });

  it('says so where the file can’t be read any more', async () => {
    const file = new File([content], 'mine.jsonl');
    file.stream = () => inParts(content, (stream) => stream.error(new Error('NotReadableError'))) as never;
    const error = await refusal(textsFromFile(dataset, file, { cache: memoryCache() }));
    expect(error.code).toBe('unreachable');
    expect(error.message).toContain('mine.jsonl');
  });
});

describe('texts whose hash isn’t known beforehand', () => {
  const unpinned = without(dataset, 'sha256');

  it('are what came first, ever after', async () => {
    const cache = memoryCache();
    expect(await loadTexts(unpinned, { cache, fetch: answer(content) })).toStrictEqual(tasks);
    expect(await loadTexts(unpinned, { cache, fetch: answer('other') })).toStrictEqual(tasks);
    await cache.put(`texts/${unpinned.address}`, undefined);
    const other = new TextEncoder().encode(new TextDecoder().decode(content).replace('a', 'b'));
    const error = await refusal(loadTexts(unpinned, { cache, fetch: answer(other) }));
    expect(error).toMatchObject({ code: 'wrong-hash' });
    expect(await loadTexts(unpinned, { cache, fetch: answer(content) })).toStrictEqual(tasks);
  });

  it('are sanitized MBPP’s entries, imports run before the tests', () => {
    const entry = {
      ...{ source_file: 'x', task_id: 2, prompt: 'Add.', code: 'def add(a, b): return a + b' },
      ...{ test_imports: ['import math'], test_list: ['assert add(1, 2) == 3'] },
    };
    expect(mbppSanitized.parse(JSON.stringify([entry]))).toStrictEqual([
      { id: '2', prompt: 'Add.', tests: entry.test_list, setup: 'import math', reference: entry.code },
    ]);
    expect(() => mbppSanitized.parse(JSON.stringify([entry, { ...entry, prompt: 1 }]))).toThrow(
      /entry 2 .*\(prompt\)/,
    );
  });
});
