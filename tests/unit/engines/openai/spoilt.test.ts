import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, TextPiece } from '../../../../src/core/engine';
import { type StandIn, standIn } from '../../../support/stand-in/server';
import { bodiesAt, chatRequest, completionRequest, engineOver, key, settings } from './asking';

let server: StandIn;

beforeEach(async () => {
  server = await standIn({ key });
});
afterEach(() => server.close());

describe('an answer that breaks off', () => {
  it('in the middle of its body is cut off: the server was reached', async () => {
    server.fail('cut-body');
    await expect(engineOver(server).generate(chatRequest())).rejects.toMatchObject({ code: 'cut-off' });
  });

  it('before a stream’s first piece is cut off too', async () => {
    server.fail('cut-stream', { after: 0 });
    const asked = engineOver(server).generate(chatRequest({ onToken: () => {} }));
    await expect(asked).rejects.toMatchObject({ code: 'cut-off' });
  });

  it('by a stream that ends without an end is cut off', async () => {
    server.fail('ended-stream');
    const asked = engineOver(server).generate(chatRequest({ onToken: () => {} }));
    await expect(asked).rejects.toMatchObject({ code: 'cut-off' });
  });

  it('by a stream that stops is given up after the time of silence', async () => {
    server.fail('stalled-stream');
    const asked = engineOver(server, { silenceSeconds: 0.1 }).generate(chatRequest({ onToken: () => {} }));
    await expect(asked).rejects.toMatchObject({ code: 'no-answer' });
  });

  it('is no silence where its head came late, and the rest takes its time', async () => {
    server.settings.latency = 500;
    server.fail('stalled-stream', { after: 0 });
    const begun = performance.now();
    const asked = engineOver(server, { silenceSeconds: 1.2 }).generate(chatRequest({ onToken: () => {} }));
    await expect(asked).rejects.toMatchObject({ code: 'no-answer' });
    expect(performance.now() - begun).toBeGreaterThan(1500);
  });

  it('is no silence as long as pieces come', async () => {
    server.settings.pieceDelay = 120;
    const asked = engineOver(server, { silenceSeconds: 0.7 }).generate(chatRequest({ onToken: () => {} }));
    expect((await asked)[0].text).toBe('small was asked: double it');
  });
});

describe('samples of a stream that broke', () => {
  const texts = ['one two three four five', 'x', 'six seven eight nine ten'];
  const onlyMissing = async (name: 'cut-stream' | 'ended-stream') => {
    let later = 0;
    server.settings.script = ({ body, sample }) => (body.n ? texts[sample] : `later ${later++}`);
    // The second sample is whole after five events: the others have two pieces each by then.
    server.fail(name, { after: 5 });
    const told: [string, number][] = [];
    const pieces: TextPiece[] = [];
    const answers = await engineOver(server).generate(
      chatRequest({
        samples: 3,
        onToken: (piece) => pieces.push(piece),
        onAnswer: ({ text }, sample) => told.push([text, sample]),
      }),
    );
    return { answers, told, pieces };
  };

  it.each(['cut-stream', 'ended-stream'] as const)(
    'are kept where they were whole, in their places, and only the others are asked for again (%s)',
    async (name) => {
      const { answers, told } = await onlyMissing(name);
      expect(answers.map(({ text }) => text)).toStrictEqual(['later 0', 'x', 'later 1']);
      expect(told).toStrictEqual([
        ['x', 1],
        ['later 0', 0],
        ['later 1', 2],
      ]);
      expect(answers[1].usage).toMatchObject({ source: 'estimated' });
      expect(answers[0].usage).toMatchObject({ source: 'reported' });
      expect(bodiesAt(server).map(({ n }) => n)).toStrictEqual([3, undefined, undefined]);
    },
  );

  it('don’t make the server one that ignores n', async () => {
    server.settings.script = ({ sample }) => (sample === 0 ? 'x' : 'one two three four');
    server.fail('ended-stream', { after: 4 });
    const asking = engineOver(server);
    await asking.generate(chatRequest({ samples: 2, onToken: () => {} }));
    await asking.generate(chatRequest({ samples: 2 }));
    expect(bodiesAt(server).map(({ n }) => n)).toStrictEqual([2, undefined, 2]);
  });
});

describe('a server', () => {
  it('that refuses n is asked one by one', async () => {
    const asking = engineOver(server);
    server.fail('no-n');
    expect(await asking.generate(chatRequest({ samples: 2 }))).toHaveLength(2);
    expect(await asking.generate(chatRequest({ samples: 2 }))).toHaveLength(2);
    expect(bodiesAt(server).map(({ n }) => n)).toStrictEqual([2, undefined, undefined, undefined, undefined]);
  });

  it('that gives no choices at all gives too few', async () => {
    server.fail('no-choices', { times: 2 });
    const asked = engineOver(server).generate(chatRequest({ samples: 2 }));
    await expect(asked).rejects.toMatchObject({
      code: 'too-few',
      message: expect.stringContaining('0 of the 2'),
    });
  });

  it('that gives too few has what it gave told', async () => {
    server.fail('fewer-choices');
    server.fail('no-choices');
    const told: Answer[] = [];
    const asked = engineOver(server).generate(
      chatRequest({ samples: 3, onAnswer: (answer) => told.push(answer) }),
    );
    await expect(asked).rejects.toMatchObject({ code: 'too-few', retryable: true });
    expect(told).toHaveLength(1);
  });

  it('is not asked for nothing', async () => {
    expect(await engineOver(server).generate(chatRequest({ samples: 0 }))).toStrictEqual([]);
    expect(server.log).toHaveLength(0);
  });

  it('that says a request is too large for its rate isn’t asked again and again', async () => {
    server.fail('too-large', { times: 99 });
    await expect(engineOver(server).generate(chatRequest())).rejects.toMatchObject({ code: 'too-long' });
    expect(server.asked).toHaveLength(1);
  });
});

it.each([undefined, () => {}])(
  'a refusal is an answer, filtered, with the words of the model',
  async (onToken) => {
    server.fail('refusal');
    expect(await engineOver(server).generate(chatRequest({ onToken }))).toMatchObject([
      { text: 'I can’t help with that.', finish: 'filtered' },
    ]);
  },
);

it('the limit of a completion has its old name, whatever the settings say', async () => {
  const asking = engineOver(server, {
    settings: { ...settings, form: 'completion', limitName: 'max_completion_tokens' },
  });
  await asking.generate(completionRequest());
  expect(bodiesAt(server)[0]).toMatchObject({ max_tokens: 64 });
  expect(bodiesAt(server)[0]).not.toHaveProperty('max_completion_tokens');
});

it('a listener’s own failure is told as it is, and is no failure of the server', async () => {
  const mine = new TypeError('mine');
  const onToken = () => {
    throw mine;
  };
  await expect(engineOver(server).generate(chatRequest({ onToken }))).rejects.toBe(mine);
});

it('an environment’s keys are never sent in place of the visitor’s', async () => {
  const names = ['OPENAI_ADMIN_KEY', 'OPENAI_API_KEY', 'OPENAI_ORG_ID', 'OPENAI_PROJECT_ID'];
  for (const name of names) process.env[name] = 'of-the-environment';
  try {
    await engineOver(server).generate(chatRequest());
  } finally {
    for (const name of names) delete process.env[name];
  }
  expect(server.asked[0].headers.authorization).toBe(`Bearer ${key}`);
  expect(JSON.stringify(server.asked[0].headers)).not.toContain('of-the-environment');
});
