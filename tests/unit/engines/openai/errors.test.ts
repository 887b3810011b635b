import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../src/core/engine-error';
import { pageFetch } from '../../../../src/engines/openai/client';
import { secondsSaid, toEngineError } from '../../../../src/engines/openai/errors';
import { modelPresets, ownConnection, ownServers } from '../../../../src/engines/openai/presets';
import { readableText } from '../../../../src/engines/openai/server-message';
import { corsAdvice } from '../../../../src/engines/openai/software';
import { usageOf } from '../../../../src/engines/openai/usage';
import { parseConnection, parseLiveModel } from '../../../../src/lab/live-settings';

it.each([
  ['Please try again in 20s.', 20],
  ['Please try again in 11ms. Visit', 0.011],
  ['try again in 1m2.5s', 62.5],
  ['try again in 6m0s', 360],
  ['try again in 1h', 3600],
  ['try again later', undefined],
  ['', undefined],
])('reads the time out of “%s”', (message, seconds) => {
  expect(secondsSaid(message)).toBe(seconds);
});

describe('an error', () => {
  const connection = {
    id: 'c',
    name: 'Mine',
    baseUrl: 'https://api.example.test/v1',
    needsKey: true,
    software: 'openai',
  } as const;
  const context = { connection, model: 'm', key: 'secret-of-mine', isOnline: true };
  const told = (error: object) => toEngineError(error, context);

  it.each([
    [402, 'Insufficient credits', 'no-credit'],
    [408, 'Request timed out', 'no-answer'],
    [413, 'Payload too large', 'too-long'],
    [422, 'Unprocessable', 'bad-request'],
    [404, 'model "x" not found, try pulling it first', 'no-model'],
    [404, 'The model `x` does not exist.', 'no-model'],
    [400, 'x is not a valid model ID', 'no-model'],
    [400, 'Invalid model name passed in model=x', 'no-model'],
    [400, 'API key not valid. Please pass a valid API key.', 'wrong-key'],
    [404, 'Not Found', 'not-an-answer'],
    [400, 'the request exceeds the available context size', 'too-long'],
    [529, 'Overloaded', 'server'],
  ])('of compatible servers: %i “%s” is %s', (status, message, code) => {
    expect(told({ status, message: `${status} ${message}`, error: { message } }).code).toBe(code);
  });

  it('in the middle of a stream is told by its own code', () => {
    expect(told({ error: { message: 'x' }, code: 'rate_limit_exceeded', message: 'x' }).code).toBe(
      'rate-limit',
    );
    expect(told({ error: { message: 'x' }, message: 'boom' }).code).toBe('server');
  });

  it('holds no key, whole or in part', () => {
    const { message } = told({
      status: 401,
      message: '401 Incorrect API key: secret-of-mine or sk-fa***9z',
      error: {},
    });
    expect(message).toBe('Mine says (401): “Incorrect API key: [key] or [key]”');
  });

  it('holds no part of a key that begins as no other does', () => {
    const { message } = told({
      status: 401,
      message: '401 Incorrect API key: abcd1234*****wxyz.',
      error: {},
    });
    expect(message).not.toMatch(/abcd|wxyz/);
  });

  it('of a model that is no chat model is about the model', () => {
    const message = 'This is not a chat model and thus not supported in the v1/chat/completions endpoint.';
    expect(told({ status: 404, param: 'model', message, error: {} })).toMatchObject({
      code: 'no-model',
      message: expect.stringContaining('not a chat model'),
    });
  });

  it('waits as the header says, where it can be read', () => {
    const headers = { get: (name: string) => (name === 'retry-after' ? '7' : null) };
    expect(told({ status: 429, message: '429 slow down', headers, error: {} }).retryAfter).toBe(7);
  });

  it('that is known already stays as it is', () => {
    const known = new EngineError('quota', 'full');
    expect(toEngineError(known, context)).toBe(known);
  });
});

it('shows a page’s text without its markup, and not for ever', () => {
  expect(readableText('<html><head><title>x</title></head><body><h1>502</h1> Bad\n Gateway</body>')).toBe(
    '502 Bad Gateway',
  );
  expect(readableText('a'.repeat(5000)).length).toBeLessThan(500);
});

it('names each software’s own setting, with this page’s address in it', () => {
  const advice = (software: (typeof ownServers)[number]) =>
    corsAdvice({ id: 'c', ...ownConnection(software) }, 'https://page.example.test');
  expect(advice('ollama')).toContain('OLLAMA_ORIGINS=https://page.example.test');
  expect(advice('vllm')).toContain('--allowed-origins \'["https://page.example.test"]\'');
  expect(advice('lm-studio')).toContain('--cors');
  expect(advice('litellm')).toContain('LITELLM_CORS_ORIGINS=https://page.example.test');
  for (const software of ownServers) expect(advice(software)).not.toContain('{origin}');
});

it('presets are settings that can be kept', () => {
  for (const { connection, models } of modelPresets) {
    expect(parseConnection({ id: 'c', ...connection })).toBeDefined();
    for (const model of models) {
      const engine = { ...model.engine, connection: 'c' };
      expect(parseLiveModel({ id: 'm', ...model, engine })).toBeDefined();
    }
  }
  for (const software of ownServers)
    expect(parseConnection({ id: 'c', ...ownConnection(software) })).toBeDefined();
  const paper = modelPresets.find(({ id }) => id === 'paper-2023')!;
  expect(paper.models.every(({ retired }) => retired! < '2026-11-01')).toBe(true);
});

describe('usage', () => {
  it('is divided by length, and nothing is lost', () => {
    const texts = ['', 'a'.repeat(9), 'b'.repeat(99)];
    const usages = usageOf({ prompt_tokens: 40, completion_tokens: 31 }, 100, texts);
    expect(usages.reduce((sum, { output }) => sum + output, 0)).toBe(31);
    expect(usages.map(({ input }) => input)).toStrictEqual([40, 0, 0]);
    expect(usages[2].output).toBeGreaterThan(usages[1].output);
  });

  it('is estimated where a number is missing', () => {
    expect(usageOf({ prompt_tokens: 5 }, 10, ['12345678'])).toStrictEqual([
      { input: 3, output: 2, source: 'estimated' },
    ]);
    expect(usageOf(null, 10, [])).toStrictEqual([]);
  });
});

it('sends none of the package’s own headers, and no key where there is none', async () => {
  let sent: RequestInit | undefined;
  const send = async (_: unknown, init?: RequestInit) => {
    sent = init;
    return new Response();
  };
  const headers = {
    'X-Stainless-Lang': 'js',
    'x-stainless-timeout': '1',
    Authorization: 'Bearer k',
    Accept: 'a',
    'User-Agent': 'OpenAI/JS',
  };
  await pageFetch(false, undefined, send)('https://api.example.test', { headers });
  expect([...new Headers(sent!.headers).keys()]).toStrictEqual(['accept']);
  expect(sent).toMatchObject({ redirect: 'error', credentials: 'omit' });
  await pageFetch(true, undefined, send)('https://api.example.test', { headers });
  expect(new Headers(sent!.headers).get('authorization')).toBe('Bearer k');
});
