import { countTokens } from 'gpt-tokenizer/encoding/cl100k_base';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { paperRule } from '../../../../src/core/assignment';
import { paperFiveLevel } from '../../../../src/core/labelling';
import type { LiveModel } from '../../../../src/lab/live-model';
import type {
  OpenTuning,
  TuningPlan,
  TuningServices,
  TuningState,
} from '../../../../src/lab/tuning/contract';
import { tuningCost } from '../../../../src/lab/tuning/cost';
import { curlCommands } from '../../../../src/lab/tuning/curl';
import type { Locks } from '../../../../src/lab/run/ownership';
import { externalPredictions } from '../../../../src/lab/tuning/external';
import { tuningFiles } from '../../../../src/lab/tuning/files';
import { KeptTunings } from '../../../../src/lab/tuning/kept';
import { scoreTuning } from '../../../../src/lab/tuning/score';
import { NoTuning, openTuning } from '../../../../src/lab/tuning/tuning';
import type { MemoryCache } from '../../../../src/store/memory';
import type { FailureName } from '../../../support/stand-in/failures';
import { type StandIn, standIn } from '../../../support/stand-in/server';
import { drafted, price, served, taskIn, tuningPlan, tuningServices } from '../../../support/tunings';

let server: StandIn;

beforeEach(async () => {
  server = await standIn({
    key: 'sk-fake1234567890123456789',
    // Right about every task but those divisible by four, of which it says 1.
    script: ({ prompt, sample }) => {
      const task = taskIn(prompt);
      const level = task % 4 === 0 ? 1 : 1 + (task % 5);
      return sample === 4 ? 'x' : String(level);
    },
  });
});
afterEach(() => server.close());

const posts = (path: RegExp) => server.log.filter((one) => one.method === 'POST' && path.test(one.path));

async function opened(
  plan: TuningPlan = tuningPlan(),
  changes: Partial<TuningServices> = {},
): Promise<{ tuning: OpenTuning; values: MemoryCache; again: () => Promise<OpenTuning> }> {
  const values = await drafted(plan);
  const again = () => openTuning(plan.id, tuningServices(server.baseUrl, values, changes));
  return { tuning: await again(), values, again };
}

/** Right in 6 of the tests t12 … t19: all but 12 and 16, of levels 3 and 2. */
function expectDone({ tuning, answers, asked }: TuningState): void {
  expect(tuning.stage).toMatchObject({ kind: 'done', model: expect.stringMatching(/^ft:davinci-002/) });
  expect(asked).toStrictEqual({ done: 8, total: 8 });
  const { rows } = scoreTuning(tuning, answers, paperRule(paperFiveLevel));
  expect(rows[0].level.value).toBe(6 / 8);
  // Level 2 goes to the small model as level 1 does; level 3 doesn't.
  expect(rows[0].tier.value).toBe(7 / 8);
}

/** What was asked about the first test task: several are out at once, and may arrive in any order. */
const askedFirst = () =>
  JSON.parse(server.asked.find(({ body }) => body.includes('Task number 12.'))!.body) as unknown;

describe('a tuning', () => {
  it('goes from labels to predictions', async () => {
    const { tuning, values } = await opened();
    const stages = new Set<string>();
    tuning.subscribe(({ tuning: { stage } }) => stages.add(stage.kind));
    await tuning.start();
    expect([...stages]).toStrictEqual(['drafted', 'uploaded', 'training', 'asking', 'done']);
    expectDone(tuning.state);
    const [training, validation] = server.files
      .list('fine-tune')
      .map(({ content }) => content.trim().split('\n'));
    expect(training).toHaveLength(12);
    expect(JSON.parse(training[3])).toStrictEqual({
      prompt: 'Task number 3.\nassert seen()\n\n###\n\n',
      completion: '4',
    });
    expect(validation).toHaveLength(8);
    expect(askedFirst()).toMatchObject({
      ...{ max_tokens: 1, temperature: 0, logprobs: 5 },
      prompt: 'Task number 12.\nassert seen()\n\n###\n\n',
    });
    const { state } = tuning;
    expect(state.events.filter(({ step }) => step)).toHaveLength(9);
    expect(state.tuning.losses).toHaveLength(9);
    const trained = (12 * 60 * 6) / 1e6;
    const asked = state.answers.reduce((sum, answer) => sum + answer.inputTokens + answer.outputTokens, 0);
    expect(state.spent).toBeCloseTo(trained + (asked * 12) / 1e6, 12);
    const [row] = await externalPredictions(values, 'invented');
    expect(row).toMatchObject({ id: 'tune', name: 'Fine-tuned', kind: 'fine-tuned' });
    expect(Object.keys(row.predictions)).toStrictEqual(state.tuning.test);
    for (const distribution of Object.values(row.predictions)) {
      expect(distribution.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    }
    expect(row.costPerTask).toBeCloseTo((asked * 12) / 1e6 / 8, 12);
    expect(row.trainedOn).toStrictEqual(state.tuning.train);
  });

  it.each<[string, FailureName, RegExp, string]>([
    ['the upload', 'hang-up', /files$/, 'POST'],
    ['the answer to the upload', 'cut-body', /files$/, 'POST'],
    ['the start of the job', 'hang-up', /jobs$/, 'POST'],
    ['the answer to the start of the job', 'cut-body', /jobs$/, 'POST'],
    ['a question', 'hang-up', /completions$/, 'POST'],
  ])('survives being closed at %s', async (_, failure, path, method) => {
    const { tuning, again } = await opened();
    server.fail(failure, { path, method, times: 2 });
    await tuning.start();
    expect(tuning.state.activity.kind).toBe('stopped');
    server.recover();
    // Nothing of the page that was is used.
    const next = await again();
    expect(next.state.activity.kind).toBe('idle');
    await next.start();
    expectDone(next.state);
    expect(server.jobs.list()).toHaveLength(1);
    expect(server.files.list('fine-tune')).toHaveLength(2);
  });

  it('is closed while the job runs, and misses no event', async () => {
    let looks = 0;
    const { tuning, again } = await opened(tuningPlan(), {
      sleep: async () => {
        if (++looks === 3) void tuning.stop();
      },
    });
    await tuning.start();
    expect(tuning.state).toMatchObject({
      activity: { kind: 'idle' },
      tuning: { stage: { kind: 'training' } },
    });
    const before = tuning.state.events.length;
    expect(before).toBeGreaterThan(0);
    const next = await again();
    expect(next.state.events).toHaveLength(before);
    await next.start();
    expectDone(next.state);
    const steps = next.state.events.flatMap(({ step }) => step?.step ?? []);
    expect(steps).toStrictEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('asks for what is missing only, and tells which requests were out', async () => {
    const { tuning, values, again } = await opened();
    server.fail('wrong-key', { path: /completions$/, times: 1 });
    await tuning.start();
    expect(tuning.state.activity).toMatchObject({ kind: 'stopped', problem: { code: 'wrong-key' } });
    const before = tuning.state.answers.map(({ task }) => task);
    expect(before.length).toBeGreaterThan(0);
    expect(before.length).toBeLessThan(8);
    // As a page that is killed leaves it.
    const missing = tuning.state.tuning.test.find((task) => !before.includes(task))!;
    await new KeptTunings(values).putAnswer('tune', missing, { out: true });
    server.log.length = 0;
    const next = await again();
    expect(next.state.repeated).toStrictEqual([missing]);
    expect(next.state.asked.done).toBe(before.length);
    await next.start();
    expectDone(next.state);
    expect(server.asked).toHaveLength(8 - before.length);
  });

  it('draws five times, the paper’s way', async () => {
    const { tuning } = await opened(tuningPlan({ reading: { kind: 'draws', draws: 5 } }));
    await tuning.start();
    expect(server.asked).toHaveLength(8);
    expect(JSON.parse(server.asked[0].body)).toMatchObject({ n: 5, temperature: 1, max_tokens: 1 });
    const { answers, tuning: kept } = tuning.state;
    const score = scoreTuning(kept, answers, paperRule(paperFiveLevel));
    expect(score.unreadable).toStrictEqual({ tasks: 0, draws: 8 });
    expect(score.rows.map(({ id }) => id)).toStrictEqual([
      'rounded-mean',
      'majority',
      'each-draw',
      'commonest',
    ]);
    expect(score.rows[0].level.value).toBe(6 / 8);
    expect(score.rows[2].level.value).toBeCloseTo((6 / 8) * (4 / 5), 12);
    expect(score.rows[2].level.low).toBeLessThan(score.rows[2].level.high);
  });
});

describe('what goes wrong is said', () => {
  it('a job that fails', async () => {
    const { tuning } = await opened(tuningPlan({ train: ['t0', 't1', 't2'] }));
    await tuning.start();
    expect(tuning.state.tuning.stage).toMatchObject({ kind: 'failed', problem: { code: 'bad-request' } });
    expect(server.asked).toHaveLength(0);
  });

  it.each<[FailureName, RegExp, string]>([
    ['forbidden', /jobs$/, 'forbidden'],
    ['retired-model', /jobs$/, 'no-model'],
    ['no-credit', /jobs$/, 'no-credit'],
    ['retired-model', /completions$/, 'no-model'],
  ])('%s at %s', async (failure, path, code) => {
    const { tuning } = await opened();
    server.fail(failure, { path, method: 'POST', times: 8 });
    await tuning.start();
    expect(tuning.state.activity).toMatchObject({ kind: 'stopped', problem: { code } });
  });

  it('files that were deleted at the server are sent again', async () => {
    const { tuning, again } = await opened();
    server.fail('no-credit', { path: /jobs$/, method: 'POST' });
    await tuning.start();
    for (const { id } of server.files.list()) server.files.delete(id);
    const next = await again();
    await next.start();
    expectDone(next.state);
    expect(next.state.tuning.notes).toHaveLength(1);
    expect(posts(/files$/)).toHaveLength(4);
  });

  it('a result file that is gone leaves the losses of the events', async () => {
    const { tuning } = await opened();
    server.fail('no-access', { path: /content$/ });
    await tuning.start();
    expectDone(tuning.state);
    expect(tuning.state.tuning.losses).toBeUndefined();
    expect(tuning.state.tuning.notes[0]).toContain('result file');
  });

  it('a job that was cancelled, and one that was over already', async () => {
    const { tuning: other, again } = await opened(tuningPlan({ id: 'other' }), {
      sleep: async () => void other.stop(),
    });
    await other.start();
    await other.cancel();
    expect(other.state.tuning.stage.kind).toBe('cancelled');
    expect(server.jobs.list()[0].status).toBe('cancelled');
    expect((await again()).state.tuning.stage.kind).toBe('cancelled');
  });

  it('a budget that training would overstep, before anything is sent', async () => {
    const { tuning } = await opened(tuningPlan({ budget: 0.000001 }));
    await tuning.start();
    expect(tuning.state.activity).toMatchObject({ kind: 'stopped', problem: { code: 'budget' } });
    expect(server.log).toHaveLength(0);
  });

  it('a budget that the answers would overstep: what was answered is kept, and gone on with when it is raised', async () => {
    // Each of the four that go out at first may cost up to $0.0009, and then costs about $0.0002.
    const method = { kind: 'base', base: { ...served, price } } as const;
    const { tuning } = await opened(tuningPlan({ method, budget: 0.0019 }));
    await tuning.start();
    expect(tuning.state.activity).toMatchObject({ kind: 'stopped', problem: { code: 'budget' } });
    expect(tuning.state.tuning.stage.kind).toBe('asking');
    const { length: before } = server.asked;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(8);
    expect(tuning.state.answers).toHaveLength(before);
    expect(tuning.state.spent).toBeLessThan(0.0019);
    await tuning.setBudget(1);
    expect(tuning.state.activity.kind).toBe('idle');
    await tuning.start();
    expect(tuning.state.tuning.stage.kind).toBe('done');
    expect(server.asked).toHaveLength(8);
  });

  it('values that can’t be kept: nothing more is asked', async () => {
    const values = await drafted(tuningPlan());
    values.put = async () => {};
    const tuning = await openTuning('tune', tuningServices(server.baseUrl, values));
    await tuning.start();
    expect(tuning.state.activity).toMatchObject({ kind: 'stopped', problem: { code: 'not-kept' } });
    expect(server.jobs.list()).toHaveLength(0);
  });

  it('a tuning that isn’t here', async () => {
    const values = await drafted(tuningPlan());
    await expect(openTuning('none', tuningServices(server.baseUrl, values))).rejects.toThrow(NoTuning);
  });
});

it('one tab works on it, and the next goes on where that one stopped', async () => {
  const held = new Set<string>();
  const locks: Locks = {
    request: async (name, { ifAvailable, signal }, work) => {
      if (ifAvailable && held.has(name)) return work(null);
      while (held.has(name)) {
        signal?.throwIfAborted();
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      held.add(name);
      await work({});
      held.delete(name);
      return undefined;
    },
  };
  let looks = 0;
  const { tuning, again } = await opened(tuningPlan(), {
    locks,
    sleep: async () => {
      if (++looks === 2) void tuning.stop();
    },
  });
  const other = await again();
  await tuning.start();
  await other.start();
  expect(other.state.activity.kind).toBe('elsewhere');
  await other.useModel('another');
  expect(other.state.tuning.stage.kind).toBe('drafted');
  await tuning.close();
  await expect.poll(() => other.state.activity.kind).toBe('idle');
  expect(other.state.tuning.stage.kind).toBe('training');
  expect(other.state.events.length).toBeGreaterThan(0);
  await other.start();
  expectDone(other.state);
  expect(server.jobs.list()).toHaveLength(1);
});

describe('by hand', () => {
  it('the commands are the requests that the page would send, and hold no key', async () => {
    const plan = tuningPlan();
    const services = tuningServices(server.baseUrl, await drafted(plan));
    const files = (await tuningFiles(plan, services))!;
    const commands = curlCommands(plan, { baseUrl: server.baseUrl }, files);
    expect(commands.match(/\$OPENAI_API_KEY/g)).toHaveLength(4);
    expect(commands).not.toContain('sk-');
    const body = JSON.parse(/-d '(.*)'/.exec(commands)![1]) as Record<string, unknown>;
    const { tuning } = await opened(plan);
    await tuning.start();
    const sent = JSON.parse(posts(/jobs$/)[0].body) as Record<string, unknown>;
    expect(body).toStrictEqual({
      ...{ model: sent.model, training_file: 'TRAINING_FILE_ID', validation_file: 'VALIDATION_FILE_ID' },
      ...{ suffix: sent.suffix, seed: sent.seed, method: sent.method },
    });
    const uploaded = server.files
      .list('fine-tune')
      .map(({ filename, content }) => ({ name: filename, content }));
    expect(uploaded).toStrictEqual([files.training, files.validation]);
    for (const { name } of uploaded) expect(commands).toContain(`-F file=@${name}`);
  });
});

describe('the cost beforehand', () => {
  const costOf = async (plan: TuningPlan) =>
    tuningCost(plan, tuningServices(server.baseUrl, await drafted(plan)));

  it('is counted from the files and the prompts', async () => {
    const { training, asking, dollars } = await costOf(tuningPlan());
    const tokens = (tasks: string[]) =>
      tasks.reduce(
        (sum, task) => sum + countTokens(`Task number ${task.slice(1)}.\nassert seen()\n\n###\n\n`),
        0,
      );
    const { train, test } = tuningPlan();
    expect(training).toMatchObject({ epochs: 8, tokens: 8 * (tokens(train) + train.length) });
    expect(asking).toMatchObject({ requests: 8, input: tokens(test), output: 8 });
    expect(dollars).toBeCloseTo((training!.tokens * 6 + (asking.input + asking.output) * 12) / 1e6, 12);
  });

  it('isn’t told in dollars where a price is missing', async () => {
    const method = { kind: 'base', base: served } as const;
    const cost = await costOf(tuningPlan({ method, reading: { kind: 'draws', draws: 5 } }));
    expect(cost.dollars).toBeUndefined();
    expect(cost.training).toBeUndefined();
    expect(cost.asking.output).toBe(40);
  });
});

describe('other methods', () => {
  const model = (form: 'chat' | 'completion'): LiveModel => ({
    ...{ id: 'small', name: 'small', unitCost: 1, tier: 'small', promptStyle: 'bare' },
    engine: { kind: 'openai', connection: 'c', model: 'small', form, limitName: 'max_tokens' },
  });

  it('the model as it is gets the prompt of the training file', async () => {
    const { tuning } = await opened(tuningPlan({ method: { kind: 'base', base: { ...served, price } } }));
    await tuning.start();
    expect(server.files.list()).toHaveLength(0);
    expect(tuning.state.tuning.stage).toStrictEqual({ kind: 'done', model: 'davinci-002' });
    expect(askedFirst()).toMatchObject({
      model: 'davinci-002',
      prompt: 'Task number 12.\nassert seen()\n\n###\n\n',
    });
  });

  it('zero-shot gets the template', async () => {
    const method = { kind: 'zero-shot', model: model('chat'), template: 'Rate {task} by {levels}' } as const;
    const { tuning, values } = await opened(tuningPlan({ method }));
    await tuning.start();
    expect(askedFirst()).toMatchObject({
      ...{ logprobs: true, top_logprobs: 20 },
      messages: [{ role: 'user', content: 'Rate Task number 12.\nassert seen() by 1, 2, 3, 4, 5' }],
    });
    expect((await externalPredictions(values, 'invented'))[0].trainedOn).toStrictEqual([]);
  });

  it('own ability asks about the training tasks too, and is turned into levels by them', async () => {
    server.settings.script = ({ prompt }) => {
      const easy = Math.exp(-(taskIn(prompt) % 5));
      return { text: 'Yes', top: [{ Yes: Math.log(easy * 0.98), No: Math.log((1 - easy) * 0.98 + 1e-6) }] };
    };
    const { tuning } = await opened(
      tuningPlan({ method: { kind: 'own-ability', model: model('completion') } }),
    );
    await tuning.start();
    expect(server.asked).toHaveLength(20);
    const { tuning: kept, answers } = tuning.state;
    expect(scoreTuning(kept, answers, paperRule(paperFiveLevel)).rows[0].level.value).toBe(1);
  });

  it('a model that was trained by hand is gone on with, and its answers take the others’ place', async () => {
    const { tuning, values } = await opened();
    server.fail('forbidden', { path: /jobs$/, times: 9 });
    await tuning.start();
    expect(tuning.state.activity).toMatchObject({ kind: 'stopped', problem: { code: 'forbidden' } });
    await tuning.useModel('ft:davinci-002:mine:a');
    expect(tuning.state.tuning.stage).toStrictEqual({ kind: 'done', model: 'ft:davinci-002:mine:a' });
    expect(server.asked).toHaveLength(8);
    await tuning.useModel('ft:davinci-002:mine:b');
    expect(server.asked).toHaveLength(16);
    expect(await externalPredictions(values, 'invented')).toHaveLength(1);
  });
});
