import { describe, expect, it } from 'vitest';
import {
  answerFailure,
  fetchFailure,
  hasCrashed,
  isUntellable,
  loadFailure,
  statusFailure,
  storageFailure,
} from '../../../../src/engines/wllama/failures';

const url = 'https://models.example/m.gguf';

describe('a download that fails', () => {
  it.each([
    [404, 'not-hosted', false],
    [410, 'not-hosted', false],
    [401, 'download-failed', false],
    [403, 'download-failed', false],
    [416, 'download-failed', false],
    [429, 'download-failed', true],
    [503, 'download-failed', true],
  ])('with status %i is %s', (status, code, retryable) => {
    expect(statusFailure(status, url)).toMatchObject({ code, retryable });
    expect(statusFailure(status, url).message).toContain(String(status));
  });

  it('tells no network, a broken connection and a closed door apart', () => {
    const error = new TypeError('Failed to fetch');
    expect(fetchFailure(error, url, 0, false)).toMatchObject({ code: 'offline', cause: error });
    expect(fetchFailure(error, url, 2_500_000, true).message).toContain('broke off after 2.5 MB');
    expect(fetchFailure(error, url, 0, true).message).toContain('CORS');
  });
});

describe('a file that can’t be kept', () => {
  it.each([
    ['QuotaExceededError', 'quota'],
    ['NoModificationAllowedError', 'load-failed'],
    ['UnknownError', 'load-failed'],
  ])('for %s is %s', (name, code) => {
    expect(storageFailure(new DOMException('x', name), 'm')).toMatchObject({ code });
  });
});

describe('a model that can’t be loaded', () => {
  const nothing = new Error('the model could not be loaded');

  it.each([
    [
      ['ggml_aligned_malloc: insufficient memory', 'alloc_tensor_range: failed to allocate CPU buffer'],
      'out-of-memory',
    ],
    [["tensor 'x' data is not within the file bounds, model is corrupted or incomplete"], 'not-a-model'],
    [["error loading model: unknown model architecture: 'foo'"], 'load-failed'],
    [[], 'load-failed'],
  ])('by the log %j is %s', (log, code) => {
    expect(loadFailure(nothing, log, 'm')).toMatchObject({ code });
  });

  it('is named with what llama.cpp first complained of', () => {
    const log = ['loading', "unknown model architecture: 'foo'", 'failed to load model'];
    expect(loadFailure(nothing, log, 'm').message).toContain("'foo'");
    expect(loadFailure(new RangeError('Out of memory'), [], 'm')).toMatchObject({ code: 'out-of-memory' });
  });
});

describe('an answer that can’t be had', () => {
  const thrown = Object.assign(new Error('Invalid typed array length: 1163217991'), { name: 'RuntimeError' });

  it('names what llama.cpp threw, not what wllama made of it', () => {
    const log = [
      'the prompt is malformed',
      'RangeError: Invalid typed array length',
      'Stack trace (exception)',
    ];
    expect(answerFailure(thrown, log).message).toContain('the prompt is malformed');
  });

  it('is told from a crash', () => {
    expect(hasCrashed(thrown)).toBe(false);
    expect(hasCrashed(Object.assign(new Error('(ABORT) unreachable'), { name: 'RuntimeError' }))).toBe(true);
    expect(hasCrashed(new Error('Model failed to start inference'))).toBe(false);
  });

  it('is too long, or out of memory, by what was said', () => {
    const tooLong = new Error('request (3000 tokens) exceeds the available context size (2048 tokens)');
    expect(answerFailure(tooLong, [])).toMatchObject({ code: 'too-long' });
    expect(answerFailure(new Error('std::bad_alloc'), [])).toMatchObject({ code: 'out-of-memory' });
  });

  it('can be had without log-probabilities where those are no text', () => {
    expect(isUntellable(thrown, ['[json.exception.type_error.316] invalid UTF-8 byte'])).toBe(true);
    expect(isUntellable(thrown, ['something else'])).toBe(false);
  });
});
