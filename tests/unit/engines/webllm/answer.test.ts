import { afterEach, beforeEach, expect, test } from 'vitest';
import { request, ScriptedEngine } from '../../../support/webllm-engine';
import type { Asked } from '../../../support/webllm-worker';

let scripted: ScriptedEngine;
beforeEach(async () => (scripted = await ScriptedEngine.start()));
afterEach(() => scripted.server.close());

const engineWith: ScriptedEngine['engine'] = (...args) => scripted.engine(...args);

test('pieces, text, usage, speed', async () => {
  const pieces: string[] = [];
  const onToken = ({ text }: { text: string }) => pieces.push(text);
  const [answer] = await engineWith().generate(request({ onToken }));
  expect(pieces).toEqual(['def add', '(a, b):', '\n    ', 'return a + b']);
  expect(answer).toEqual({
    text: 'def add(a, b):\n    return a + b',
    finish: 'stop',
    usage: { input: 21, output: 4, source: 'reported' },
    seconds: expect.any(Number),
    tokensPerSecond: 42,
    model: 'scripted',
  });
});

test('several answers one after the other, each with its own seed, each told when it is complete', async () => {
  const tokens = ({ seed = 0 }: Asked) => [`answer ${seed} is `, 'a function'];
  const told: [string, number][] = [];
  const answers = await engineWith([{ tokens }]).generate(
    request({ samples: 3, seed: 70, onAnswer: ({ text }, sample) => told.push([text, sample]) }),
  );
  const texts = [70, 71, 72].map((seed) => `answer ${seed} is a function`);
  expect(answers.map(({ text }) => text)).toEqual(texts);
  expect(told).toEqual(texts.map((text, i) => [text, i]));
});

test('what is asked is what was said, and no more: sampling by the temperature alone', async () => {
  await engineWith().generate(request({ stop: ['\n\n'], seed: 5, topLogprobs: 20 }));
  expect(scripted.workers[0].asked[1]).toEqual({
    messages: [{ role: 'user', content: 'Add.' }],
    stream: true,
    stream_options: { include_usage: true },
    temperature: 0.9,
    max_tokens: 100,
    top_p: 1,
    frequency_penalty: 0,
    presence_penalty: 0,
    repetition_penalty: 1,
    stop: ['\n\n'],
    seed: 5,
    logprobs: true,
    top_logprobs: 5,
  });
  expect(scripted.workers[0].heard).toContain('chatCompletionStreamInit');
});

test('text to go on from', async () => {
  const tokens = ({ prompt }: Asked) => [prompt ? `after ${prompt}: ` : 'the ', 'return a'];
  const [answer] = await engineWith([{ tokens }]).generate({
    text: 'def f(',
    samples: 1,
    temperature: 0,
    maxTokens: 9,
  });
  expect(answer.text).toBe('after def f(: return a');
  expect(scripted.workers[0].heard).toContain('completionStreamInit');
});

test('log-probabilities, one per token of the text', async () => {
  const [answer] = await engineWith().generate(request({ topLogprobs: 2 }));
  expect(answer.logprobs?.map(({ token }) => token).join('')).toBe(answer.text);
  expect(answer.logprobs).toHaveLength(4);
  expect(answer.logprobs?.[0]).toEqual({
    token: 'def add',
    logprob: -0.5,
    top: [
      { token: 't0', logprob: -0 },
      { token: 't1', logprob: -1 },
    ].map(({ token, logprob }) => ({ token, logprob: logprob || -0 })),
  });
});

test('an answer at its most tokens says so', async () => {
  const [answer] = await engineWith().generate(request({ maxTokens: 2 }));
  expect(answer).toMatchObject({ text: 'def add(a, b):', finish: 'length' });
});

test('stopped in the middle, the next is whole and comes from the same worker', async () => {
  const engine = engineWith([{ waitsAfter: 1 }]);
  const controller = new AbortController();
  const pieces: string[] = [];
  const onToken = ({ text }: { text: string }) => {
    pieces.push(text);
    if (pieces.length === 2) controller.abort();
  };
  const first = engine.generate(request({ signal: controller.signal, onToken }));
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  expect(pieces).toEqual(['def add', '(a, b):']);
  const { heard } = scripted.workers[0];
  expect(heard.slice(heard.indexOf('interruptGenerate'))).toEqual(
    expect.arrayContaining(['completionStreamReturn', 'resetChat']),
  );
  scripted.workers[0].script.waitsAfter = undefined;
  expect(await engine.generate(request())).toMatchObject([
    { text: 'def add(a, b):\n    return a + b', finish: 'stop' },
  ]);
  expect(scripted.workers).toHaveLength(1);
  expect(scripted.workers[0].isTerminated).toBe(false);
});

test('requests wait for each other, in their order', async () => {
  const engine = engineWith();
  const log: string[] = [];
  const ask = (name: string) => engine.generate(request({ samples: 2, onAnswer: () => log.push(name) }));
  await Promise.all([ask('a'), ask('b')]);
  expect(log).toEqual(['a', 'a', 'b', 'b']);
  expect(scripted.workers).toHaveLength(1);
});

test('a GPU lost in the middle: what was complete is kept, and the next request loads anew', async () => {
  const error = 'ModelNotLoadedError: Model not loaded before trying to complete ChatCompletionRequest.';
  const engine = engineWith([{ failsAt: { token: 1, error, answer: 2 } }, {}]);
  const complete: number[] = [];
  const asking = engine.generate(request({ samples: 3, onAnswer: (_, sample) => complete.push(sample) }));
  await expect(asking).rejects.toMatchObject({ code: 'device-lost', retryable: true });
  expect(complete).toEqual([0]);
  expect(scripted.workers[0].isTerminated).toBe(true);
  expect(await engine.generate(request())).toHaveLength(1);
  expect(scripted.workers).toHaveLength(2);
});

test('a worker that dies leaves nobody waiting', async () => {
  const engine = engineWith([{ diesAt: { token: 1 } }, {}]);
  await expect(engine.generate(request())).rejects.toMatchObject({
    code: 'cut-off',
    message: expect.stringContaining('the worker was killed'),
  });
  expect(await engine.generate(request())).toHaveLength(1);
  expect(scripted.workers).toHaveLength(2);
});

test('a prompt that is too long is no fault of the engine, which goes on', async () => {
  const error = 'ContextWindowSizeExceededError: Prompt tokens exceed context window size';
  const engine = engineWith([{ failsAt: { token: 0, error, answer: 1 } }]);
  await expect(engine.generate(request())).rejects.toMatchObject({ code: 'too-long' });
  expect(await engine.generate(request())).toHaveLength(1);
  expect(scripted.workers).toHaveLength(1);
});

test('let go in the middle, it ends at once; asked again, it starts anew', async () => {
  const engine = engineWith([{ waitsAfter: 1 }, {}]);
  const pieces: string[] = [];
  const asking = engine.generate(request({ onToken: ({ text }) => pieces.push(text) }));
  await expect.poll(() => pieces.length).toBe(2);
  const failing = expect(asking).rejects.toMatchObject({ name: 'AbortError' });
  await engine.dispose();
  await failing;
  expect(scripted.workers[0].isTerminated).toBe(true);
  expect(await engine.generate(request())).toHaveLength(1);
  expect(scripted.workers).toHaveLength(2);
});
