import { describe, expect, it } from 'vitest';
import { always, fixedSequence, ladder } from '../../../src/core/policy';
import { replay } from '../../../src/core/replay';
import { runPolicy } from '../../../src/core/run-policy';
import { recordedTrials, type TrialSource } from '../../../src/core/trial-source';

const models = [
  { id: 's', name: 'Small', unitCost: 1 },
  { id: 'l', name: 'Large', unitCost: 10 },
];
const task = { id: 't', trials: [['011', '100'], ['111']] };
const source = recordedTrials({ models, tasks: [task] });

describe('a policy over recorded trials', () => {
  it('escalates where a visible test fails, and accepts what passes it', async () => {
    const seen: string[] = [];
    const run = await runPolicy(ladder(2), {}, task, source, {
      visibleTests: 1,
      onAttempt: (model, attempt) => seen.push(`${models[model].id}:${attempt?.visible ?? 'asked'}`),
    });
    expect(run).toMatchObject({ accepted: 1, isRight: true });
    expect(seen).toStrictEqual(['s:asked', 's:fail', 'l:asked', 'l:pass']);
  });

  it('asks for the next trial where a model is asked again, and is wrong where hidden tests fail', async () => {
    const run = await runPolicy(fixedSequence([0, 0, 1]), {}, task, source, { visibleTests: 1 });
    expect(run.attempts.map(({ trial }) => trial)).toStrictEqual(['011', '100']);
    expect(run).toMatchObject({ accepted: 1, isRight: false });
  });

  it('tells a policy that doesn’t verify nothing of the tests', async () => {
    const run = await runPolicy(always(0), {}, task, source, { visibleTests: 1 });
    expect(run.attempts).toStrictEqual([{ model: 0, visible: 'unknown', trial: '011' }]);
    expect(run).toMatchObject({ accepted: 0, isRight: false });
  });

  it('gives up after the last model', async () => {
    const run = await runPolicy(fixedSequence([0]), {}, task, source, { visibleTests: 1 });
    expect(run.accepted).toBeUndefined();
    expect(run.isRight).toBe(false);
  });

  it('says which trial a recording lacks', async () => {
    await expect(
      runPolicy(
        fixedSequence([0, 0, 0]),
        {},
        { id: 't' },
        recordedTrials({ models, tasks: [{ id: 't', trials: [['0', '0'], []] }] }),
        {
          visibleTests: 1,
        },
      ),
    ).rejects.toThrow('task t has no trial 2 of Small');
  });

  it('averages to what replaying says, over all orders of the trials', async () => {
    const trials = ['011', '100', '111', '000'];
    const orders = permutations(trials);
    const policy = fixedSequence([0, 0, 1]);
    let right = 0;
    let calls = 0;
    for (const order of orders) {
      const one = { id: 't', trials: [order, ['111']] };
      const run = await runPolicy(policy, {}, one, recordedTrials({ models, tasks: [one] }), {
        visibleTests: 1,
      });
      right += Number(run.isRight) / orders.length;
      calls += run.attempts.filter(({ model }) => model === 0).length / orders.length;
    }
    const expected = replay(policy, {}, { id: 't', trials: [trials, ['111']] }, 1);
    expect(right).toBeCloseTo(expected.accuracy, 12);
    expect(calls).toBeCloseTo(expected.calls[0], 12);
  });
});

it('stops between attempts when told to', async () => {
  const controller = new AbortController();
  const slow: TrialSource = {
    trial: async () => {
      controller.abort();
      return '000';
    },
  };
  await expect(
    runPolicy(ladder(2), {}, task, slow, { visibleTests: 1, signal: controller.signal }),
  ).rejects.toMatchObject({ name: 'AbortError' });
});

function permutations<T>(list: T[]): T[][] {
  if (list.length < 2) return [list];
  return list.flatMap((first, i) =>
    permutations([...list.slice(0, i), ...list.slice(i + 1)]).map((rest) => [first, ...rest]),
  );
}
