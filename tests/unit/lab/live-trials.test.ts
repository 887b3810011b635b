import { describe, expect, it } from 'vitest';
import type { Answer, Engine, GenerateRequest } from '../../../src/core/engine';
import { ladder } from '../../../src/core/policy';
import { runPolicy } from '../../../src/core/run-policy';
import type { Judge, Judgement } from '../../../src/judge/contract';
import type { LiveModel } from '../../../src/lab/live-model';
import { type LiveTrial, liveTrials, promptFor, trialOf } from '../../../src/lab/live-trials';

const task = {
  id: 'double',
  prompt: 'Double a number.',
  tests: ['assert double(2) == 4', 'assert double(0) == 0'],
};

function model(id: string, form: 'chat' | 'completion' = 'chat'): LiveModel {
  return {
    id,
    name: id,
    unitCost: 1,
    price: { input: 1, output: 2 },
    tier: 'small',
    promptStyle: 'instructed',
    engine: { kind: 'openai', connection: 'c', model: id, form, limitName: 'max_tokens' },
  };
}

/** An engine that answers with these texts in turn, and what it was asked. */
function engine(texts: string[]) {
  const requests: GenerateRequest[] = [];
  const answering: Engine = {
    capability: async () => ({ able: true, notes: [] }),
    prepare: async () => {},
    dispose: async () => {},
    generate: async (request) => {
      requests.push(request);
      const text = texts.shift()!;
      request.onToken?.({ sample: 0, text });
      const usage = { input: 1000, output: 500, source: 'reported' } as const;
      return [{ text, finish: 'stop', usage, seconds: 1, model: 'm' } satisfies Answer];
    },
  };
  return { answering, requests };
}

/** A judge that takes an answer's text for its digits. */
const judge = {
  judge: async (answer: string): Promise<Judgement> => ({
    verdict: answer.endsWith('11') ? 'pass' : 'wrong-answer',
    tests: [...answer.slice(-2)].map((digit) => (digit === '1' ? 'pass' : 'fail')),
    code: answer,
    leniency: [],
    stdout: '',
    seconds: 0.001,
    flags: [],
  }),
} as unknown as Judge;

describe('live trials', () => {
  it('are what a policy runs over, as over recorded ones', async () => {
    const [small, large] = [engine(['01']), engine(['11'])];
    const trials: LiveTrial[] = [];
    const pieces: string[] = [];
    const source = liveTrials({
      models: [model('small'), model('large')],
      engineOf: async (index) => [small, large][index].answering,
      judge,
      textOf: async () => task,
      sampling: { temperature: 1, maxTokens: 64 },
      visibleTests: 1,
      seed: 7,
      onToken: ({ text }, which) => pieces.push(`${which}:${text}`),
      onTrial: (trial) => trials.push(trial),
    });
    const run = await runPolicy(ladder(2), {}, task, source, { visibleTests: 1 });
    expect(run).toMatchObject({ accepted: 1, isRight: true });
    expect(run.attempts.map(({ trial }) => trial)).toStrictEqual(['01', '11']);
    expect(pieces).toStrictEqual(['0:01', '1:11']);
    expect(trials[0].dollars).toBeCloseTo(0.002, 12);
    expect(small.requests[0]).toMatchObject({ samples: 1, temperature: 1, maxTokens: 64, seed: 7 });
    expect(JSON.stringify(small.requests[0].messages)).toContain('assert double(2) == 4');
    expect(JSON.stringify(small.requests[0].messages)).not.toContain('assert double(0) == 0');
  });

  it('are not paid for twice where the judge failed on what was answered', async () => {
    const { answering, requests } = engine(['11', '00']);
    const answers = new Map<string, Answer>();
    const options = {
      models: [model('small')],
      engineOf: async () => answering,
      textOf: async () => task,
      ...{ sampling: { temperature: 1, maxTokens: 64 }, visibleTests: 1, seed: 7 },
      answered: (k: number, index: number) => answers.get(`${k} ${index}`),
      onAnswer: (answer: Answer, k: number, index: number) => void answers.set(`${k} ${index}`, answer),
    };
    const failing = liveTrials({
      ...options,
      judge: { judge: () => Promise.reject(new Error('no judge')) } as unknown as Judge,
    });
    await expect(failing.trial(task, 0, 0)).rejects.toThrow('no judge');
    expect(await liveTrials({ ...options, judge }).trial(task, 0, 0)).toBe('11');
    expect(requests).toHaveLength(1);
    expect(await liveTrials({ ...options, judge }).trial(task, 0, 1)).toBe('00');
  });

  it('draw another seed for another trial, and judge a completion with its opening', async () => {
    const { answering, requests } = engine(['    return 2 * x # 11']);
    const trials: LiveTrial[] = [];
    const source = liveTrials({
      models: [model('base', 'completion')],
      engineOf: async () => answering,
      judge,
      textOf: async () => task,
      sampling: { temperature: 1, maxTokens: 64 },
      visibleTests: 0,
      seed: 7,
      onTrial: (trial) => trials.push(trial),
    });
    await source.trial(task, 0, 3);
    expect(requests[0].seed).toBe(10);
    expect(requests[0].text).toContain('Double a number.');
    expect(trials[0].judgement.code).toBe('def double(arg1):\n    return 2 * x # 11');
  });
});

it('gives instructions, or the bare task, as the model wants it', () => {
  const bare: LiveModel = { ...model('codellama'), promptStyle: 'bare' };
  expect(promptFor(bare, task, 1).prompt.messages).toHaveLength(1);
  expect(promptFor(model('gpt'), task, 1).prompt.messages).toHaveLength(2);
});

it('writes a digit per test, or the verdict where no test was reached', () => {
  const judgement = { verdict: 'wrong-answer', tests: ['pass', 'fail', 'error', 'not-run'] } as Judgement;
  expect(trialOf(judgement)).toBe('1000');
  expect(trialOf({ ...judgement, verdict: 'no-code', tests: [] })).toBe('0');
});
