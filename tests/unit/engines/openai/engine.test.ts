import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, GenerateRequest } from '../../../../src/core/engine';
import type { EngineErrorCode } from '../../../../src/core/engine-error';
import { OpenaiEngine, type OpenaiEngineOptions } from '../../../../src/engines/openai/engine';
import { RequestQueue } from '../../../../src/engines/openai/queue';
import type { FailureName } from '../../../support/stand-in/failures';
import { type StandIn, standIn } from '../../../support/stand-in/server';

const key = 'sk-fake1234567890123456789';
let server: StandIn;

beforeEach(async () => {
  server = await standIn({ key });
});
afterEach(() => server.close());

/** A queue that doesn't wait. */
const swift = () => new RequestQueue({ sleep: () => new Promise((resolve) => setImmediate(resolve)) });

function engine(
  changes: Partial<OpenaiEngineOptions> = {},
  settings: Partial<OpenaiEngineOptions['settings']> = {},
) {
  return new OpenaiEngine({
    connection: { id: 'c', name: 'Stand-in', baseUrl: server.baseUrl, needsKey: true, software: 'vllm' },
    settings: {
      kind: 'openai',
      connection: 'c',
      model: 'small',
      form: 'chat',
      limitName: 'max_tokens',
      ...settings,
    },
    keyFor: (address) => (address === server.baseUrl ? key : undefined),
    queue: swift(),
    ...changes,
  });
}

const request = (changes: Partial<GenerateRequest> = {}) =>
  ({
    messages: [{ role: 'user', content: 'double it' }],
    samples: 1,
    temperature: 1,
    maxTokens: 64,
    ...changes,
  }) as GenerateRequest;

const completion = (changes: Partial<GenerateRequest> = {}) =>
  ({ ...request(changes), messages: undefined, text: 'def double(x):' }) as GenerateRequest;

const bodies = () => server.asked.map(({ body }) => JSON.parse(body) as Record<string, unknown>);

describe('an answer', () => {
  it('comes with its text, usage, model and mark of version', async () => {
    const [answer] = await engine().generate(request());
    expect(answer).toMatchObject({
      text: 'small was asked: double it',
      finish: 'stop',
      usage: { input: 3, source: 'reported' },
      model: 'small-served',
      fingerprint: 'fp_standin',
    });
    expect(answer.seconds).toBeGreaterThan(0);
  });

  it('is asked for with what was asked for, and with no header of the package’s own', async () => {
    await engine({}, { reasoningEffort: 'none', limitName: 'max_completion_tokens' }).generate(
      request({ stop: ['###'], temperature: 0.5 }),
    );
    expect(bodies()[0]).toStrictEqual({
      model: 'small',
      messages: [{ role: 'user', content: 'double it' }],
      temperature: 0.5,
      max_completion_tokens: 64,
      stop: ['###'],
      reasoning_effort: 'none',
    });
    const { headers } = server.asked[0];
    expect(headers.authorization).toBe(`Bearer ${key}`);
    expect(Object.keys(headers).filter((name) => /stainless|openai/.test(name))).toStrictEqual([]);
  });

  it('is streamed where somebody listens, with the same end', async () => {
    const pieces: string[] = [];
    const [answer] = await engine().generate(request({ onToken: ({ text }) => pieces.push(text) }));
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.join('')).toBe(answer.text);
    expect(answer).toMatchObject({
      finish: 'stop',
      usage: { input: 3, source: 'reported' },
      model: 'small-served',
    });
  });

  it('goes on from a text, with log-probabilities', async () => {
    server.settings.script = () => '2';
    for (const onToken of [undefined, () => {}]) {
      const [answer] = await engine({}, { form: 'completion' }).generate(
        completion({ topLogprobs: 5, onToken }),
      );
      expect(answer.text).toBe('2');
      expect(answer.logprobs).toStrictEqual([
        {
          token: '2',
          logprob: -0.1,
          top: [
            { token: '1', logprob: -2.4 },
            { token: '2', logprob: -0.1 },
            { token: '3', logprob: -3.4 },
            { token: '4', logprob: -4.4 },
            { token: '5', logprob: -5.4 },
          ],
        },
      ]);
    }
    expect(bodies()[0]).toMatchObject({ prompt: 'def double(x):', logprobs: 5 });
  });

  it('of a conversation has log-probabilities where asked for, at most twenty', async () => {
    const [answer] = await engine().generate(request({ topLogprobs: 50 }));
    expect(bodies()[0]).toMatchObject({ logprobs: true, top_logprobs: 20 });
    expect(answer.logprobs![0].top[0]).toStrictEqual({ token: answer.logprobs![0].token, logprob: -0.1 });
  });

  it('says that it was cut off at the most tokens', async () => {
    expect((await engine().generate(request({ maxTokens: 2 })))[0].finish).toBe('length');
  });

  it('may be empty: that is the model’s, and no failure', async () => {
    server.fail('empty-content', { times: 2 });
    expect(await engine().generate(request())).toMatchObject([{ text: '', finish: 'stop' }]);
    expect(await engine().generate(request({ onToken: () => {} }))).toMatchObject([
      { text: '', finish: 'stop' },
    ]);
  });

  it('has an estimated usage where the server reports none', async () => {
    server.fail('no-usage');
    const [answer] = await engine().generate(request());
    expect(answer.usage).toStrictEqual({ input: 3, output: 7, source: 'estimated' });
  });
});

describe('several answers', () => {
  const numbered = () => {
    let n = 0;
    server.settings.script = () => `answer ${'x'.repeat(n)}${n++}`;
  };

  it('are asked for together, and bill the prompt once', async () => {
    numbered();
    const told: [string, number][] = [];
    const answers = await engine().generate(
      request({ samples: 5, onAnswer: ({ text }, sample) => told.push([text, sample]) }),
    );
    expect(server.asked).toHaveLength(1);
    expect(bodies()[0].n).toBe(5);
    expect(answers.map(({ usage }) => usage.input)).toStrictEqual([3, 0, 0, 0, 0]);
    expect(answers.every(({ usage }) => usage.source === 'shared')).toBe(true);
    expect(told).toStrictEqual(answers.map(({ text }, i) => [text, i]));
  });

  it('share the output to the token', async () => {
    server.settings.script = ({ sample }) => 'word '.repeat(sample + 1);
    const answers = await engine().generate(request({ samples: 4 }));
    expect(answers.reduce((sum, { usage }) => sum + usage.output, 0)).toBe(1 + 2 + 3 + 4);
  });

  it('stream apart', async () => {
    numbered();
    const texts = ['', '', ''];
    const answers = await engine().generate(
      request({ samples: 3, onToken: ({ sample, text }) => (texts[sample] += text) }),
    );
    expect(answers.map(({ text }) => text)).toStrictEqual(texts);
    expect(new Set(texts).size).toBe(3);
  });

  it.each([false, true])('are completed one by one where fewer came (streamed: %s)', async (streamed) => {
    server.fail('fewer-choices');
    const samples: number[] = [];
    const answers = await engine().generate(
      request({ samples: 3, ...(streamed && { onToken: ({ sample }) => samples.push(sample) }) }),
    );
    expect(answers).toHaveLength(3);
    expect(bodies().map(({ n }) => n)).toStrictEqual([3, undefined, undefined]);
    if (streamed) expect([...new Set(samples)]).toStrictEqual([0, 1, 2]);
  });

  it('are asked for one by one from a server that was seen to ignore n', async () => {
    server.settings.mostChoices = 1;
    const asking = engine();
    await asking.generate(request({ samples: 3 }));
    await asking.generate(request({ samples: 3 }));
    expect(bodies().map(({ n }) => n)).toStrictEqual([
      3,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('that were had are told of before a later one fails', async () => {
    server.settings.mostChoices = 1;
    const had: Answer[] = [];
    const asking = engine();
    server.fail('no-usage');
    server.fail('no-credit');
    await expect(
      asking.generate(request({ samples: 3, onAnswer: (answer) => had.push(answer) })),
    ).rejects.toMatchObject({ code: 'no-credit' });
    expect(had).toHaveLength(1);
  });
});

describe('each error', () => {
  const once: [FailureName, EngineErrorCode][] = [
    ['wrong-key', 'wrong-key'],
    ['no-access', 'no-model'],
    ['no-model', 'no-model'],
    ['retired-model', 'no-model'],
    ['forbidden', 'forbidden'],
    ['too-long', 'too-long'],
    ['bad-value', 'bad-request'],
    ['bad-parameter', 'bad-request'],
    ['no-credit', 'no-credit'],
    ['html', 'not-an-answer'],
    ['broken-json', 'not-an-answer'],
    ['hang-up', 'unreachable'],
  ];
  it.each(once)('%s is told as %s, and not tried again', async (failure, code) => {
    for (const onToken of [undefined, () => {}]) {
      const before = server.asked.length;
      server.fail(failure);
      const error = await engine()
        .generate(request({ onToken }))
        .catch((caught: unknown) => caught);
      expect(error).toMatchObject({ name: 'EngineError', code });
      expect(server.asked.length - before).toBe(1);
      const { message, remedy, stack } = error as Error & { remedy: string };
      expect(remedy).not.toBe('');
      expect(`${message}${remedy}${stack}`).not.toMatch(/sk-fake/);
    }
  });

  it('names the setting that is refused', async () => {
    server.fail('bad-parameter');
    await expect(engine().generate(request())).rejects.toThrow('The setting “max_tokens” is refused.');
  });

  it.each(['rate-limit', 'server', 'overloaded', 'bad-gateway'] as const)(
    '%s is tried again until it goes well',
    async (failure) => {
      server.fail(failure, { times: 3 });
      expect(await engine().generate(request())).toHaveLength(1);
      expect(server.asked).toHaveLength(4);
    },
  );

  it('of the server’s is tried again five times at most', async () => {
    server.fail('server', { times: 99 });
    await expect(engine().generate(request())).rejects.toMatchObject({ code: 'server', retryable: true });
    expect(server.asked).toHaveLength(6);
  });

  it('in the middle of a stream is an answer cut off', async () => {
    server.fail('cut-stream');
    let text = '';
    await expect(
      engine().generate(request({ onToken: (piece) => (text += piece.text) })),
    ).rejects.toMatchObject({ code: 'cut-off' });
    expect(text).not.toBe('');
    expect(server.asked).toHaveLength(1);
  });

  it('of silence is told after the time allowed', async () => {
    server.fail('silence', { times: 2 });
    for (const onToken of [undefined, () => {}]) {
      await expect(engine({ silenceSeconds: 0.1 }).generate(request({ onToken }))).rejects.toMatchObject({
        code: 'no-answer',
        message: 'Nothing came from Stand-in for 0.1 seconds.',
      });
    }
  });

  it('where there is no network is told as that', async () => {
    server.fail('hang-up');
    await expect(engine({ isOnline: () => false }).generate(request())).rejects.toMatchObject({
      code: 'offline',
    });
  });

  it('where nothing listens names the software’s own setting', async () => {
    const gone = await standIn();
    const { baseUrl } = gone;
    await gone.close();
    const connection = { id: 'c', name: 'Mine', baseUrl, needsKey: false, software: 'ollama' } as const;
    await expect(engine({ connection }).generate(request())).rejects.toMatchObject({
      code: 'unreachable',
      remedy: expect.stringContaining('OLLAMA_ORIGINS'),
    });
  });

  it('where the key is missing asks nothing', async () => {
    await expect(engine({ keyFor: () => undefined }).generate(request())).rejects.toMatchObject({
      code: 'wrong-key',
    });
    expect(server.log).toHaveLength(0);
  });

  it('of mixed content asks nothing', async () => {
    const connection = {
      id: 'c',
      name: 'Mine',
      baseUrl: 'http://10.0.0.5:8000/v1',
      needsKey: false,
      software: 'vllm',
    } as const;
    const asking = engine({ connection, pageProtocol: 'https:' });
    await expect(asking.generate(request())).rejects.toMatchObject({ code: 'mixed-content' });
    expect(await asking.capability()).toMatchObject({ able: false });
    expect(await engine({ pageProtocol: 'https:' }).capability()).toMatchObject({ able: true });
  });
});

describe('a key', () => {
  it('does not follow a redirect to another address', async () => {
    const other = await standIn();
    server.settings.script = () => '';
    const { createServer } = await import('node:http');
    const redirecting = createServer((_, response) =>
      response.writeHead(307, { location: `${other.baseUrl}/chat/completions` }).end(),
    );
    await new Promise<void>((resolve) => redirecting.listen(0, '127.0.0.1', resolve));
    const { port } = redirecting.address() as { port: number };
    const baseUrl = `http://localhost:${port}/v1`;
    const connection = { id: 'c', name: 'Mine', baseUrl, needsKey: true, software: 'other' } as const;
    await expect(engine({ connection, keyFor: () => key }).generate(request())).rejects.toMatchObject({
      code: 'unreachable',
    });
    expect(other.log).toHaveLength(0);
    redirecting.closeAllConnections();
    redirecting.close();
    await other.close();
  });

  it('is not sent where none is needed', async () => {
    server.settings.key = undefined;
    const connection = {
      id: 'c',
      name: 'Mine',
      baseUrl: server.baseUrl,
      needsKey: false,
      software: 'ollama',
    } as const;
    await engine({ connection }).generate(request());
    expect(server.asked[0].headers.authorization).toBeUndefined();
  });
});

it('stops when told to, waiting or answering', async () => {
  server.settings.latency = 5000;
  const controller = new AbortController();
  const asked = engine().generate(request({ signal: controller.signal }));
  setTimeout(() => controller.abort(), 50);
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  await expect(engine().generate(request({ signal: controller.signal }))).rejects.toMatchObject({
    name: 'AbortError',
  });
  server.settings.latency = 0;
  server.settings.pieceDelay = 50;
  const streaming = new AbortController();
  await expect(
    engine().generate(request({ signal: streaming.signal, onToken: () => streaming.abort() })),
  ).rejects.toMatchObject({ name: 'AbortError' });
});
