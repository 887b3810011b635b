import { describe, expect, it } from 'vitest';
import type { Attempt, Step } from '../../../src/core/policy';
import type { RouterFile } from '../../../src/router/file';
import { readRouter } from '../../../src/router/router';
import { trainRouter } from '../../../src/study/router/train';
import { madeUpExperiment, madeUpRouter, routerTexts } from '../../support/routers';

const experiment = madeUpExperiment(80, 3);
const file = await madeUpRouter(experiment);
const router = readRouter(JSON.parse(JSON.stringify(file)));

const easy = 'write to count count what is given';
const hard = 'write to prove prove what is given';
const test = 'assert f(1) == 2';

describe('a trained router', () => {
  it('tells easy tasks from hard ones it has not seen in these words', () => {
    const [of, hardly] = [easy, hard].map((prompt) => router.predict(`please ${prompt}`, [test]));
    expect(of.levels.reduce((a, b) => a + b)).toBeCloseTo(1, 10);
    expect(of.levels).toHaveLength(file.levels.length);
    expect(of.success[0]).toBeGreaterThan(hardly.success[0] + 0.5);
  });

  it('says the same wherever it is read: what JSON holds is all that it knows', () => {
    const again = readRouter(JSON.parse(JSON.stringify(router.file)));
    for (const prompt of [easy, hard, '', 'x'.repeat(100_000)]) {
      const prediction = router.predict(prompt, [test]);
      expect(again.predict(prompt, [test])).toEqual(prediction);
      expect(JSON.parse(JSON.stringify(prediction))).toEqual(prediction);
      expect(again.planOf(prediction, { point: 1 })).toEqual(router.planOf(prediction, { point: 1 }));
    }
  });

  it('has points from cheap to good, each measured out of fold and in words', () => {
    expect(file.points.length).toBeGreaterThan(3);
    for (const { cost, accuracy, sentence } of [...file.points, ...file.uncheckedPoints]) {
      for (const { value, low, high } of [cost, accuracy]) {
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
      }
      expect(sentence).toMatch(/Model \d.*\.$/);
    }
    const dear = file.points.at(-1)!;
    expect(dear.accuracy.value).toBeGreaterThan(file.points[0].accuracy.value + 0.1);
    expect(dear.cost.value).toBeGreaterThan(file.points[0].cost.value);
  });

  it('is chosen by what a task may cost, or how often it must be right', () => {
    const prediction = router.predict(easy, [test]);
    const cheap = router.pointFor(prediction, { kind: 'cost', atMost: file.points[1].cost.value });
    expect(cheap).toBe(1);
    const wanted = file.points.at(-1)!.accuracy.value;
    const good = router.pointFor(prediction, { kind: 'accuracy', atLeast: wanted })!;
    expect(file.points[good].accuracy.value).toBeGreaterThanOrEqual(wanted - 1e-9);
    expect(router.pointFor(prediction, { kind: 'accuracy', atLeast: 1.01 })).toBeUndefined();
    expect(() => router.planOf(prediction, { point: 999 })).toThrow('no point 999');
  });
});

describe('what a router does, step by step', () => {
  const failing = (prompt: string, options: { point: number; unavailable?: number[] }) => {
    const prediction = router.predict(prompt, [test]);
    const history: Attempt[] = [];
    for (;;) {
      const step = router.next(prediction, history, options);
      if (step.kind !== 'attempt') return { step, models: history.map(({ model }) => model) };
      history.push({ model: step.model, visible: 'fail' });
    }
  };

  it('is its plan, as long as answers fail', () => {
    for (const prompt of [easy, hard]) {
      file.points.forEach((_, point) => {
        const { models, steps, cost, accuracy, sentence } = router.planOf(router.predict(prompt, [test]), {
          point,
        });
        expect(failing(prompt, { point })).toEqual({ step: { kind: 'give-up' }, models });
        expect(steps.flatMap(({ model, times }) => new Array<number>(times).fill(model))).toEqual(models);
        expect(cost).toBeGreaterThan(0);
        expect(accuracy).toBeLessThanOrEqual(1);
        expect(sentence).toContain(experiment.models[models[0]].name);
      });
    }
  });

  it('accepts the first answer that passes', () => {
    const prediction = router.predict(hard, [test]);
    const history: Attempt[] = [
      { model: 0, visible: 'fail' },
      { model: 1, visible: 'pass' },
    ];
    const accepted: Step = { kind: 'accept', attempt: 1 };
    expect(router.next(prediction, history, { point: 2 })).toEqual(accepted);
  });

  it('goes round models that can’t be asked, and says so', () => {
    const point = file.points.length - 1;
    const prediction = router.predict(easy, [test]);
    const plan = router.planOf(prediction, { point });
    const missing = plan.models[0];
    const round = router.planOf(prediction, { point, unavailable: [missing] });
    expect(round.models).not.toContain(missing);
    expect(round.models.length).toBeGreaterThan(0);
    expect(round.missed).toEqual([missing]);
    expect(round.sentence).toContain(`${experiment.models[missing].name} would be asked too`);
    expect(failing(easy, { point, unavailable: [missing] }).models).toEqual(round.models);
    const nobody = router.planOf(prediction, { point, unavailable: [0, 1, 2] });
    expect(nobody.models).toEqual([]);
    expect(nobody.sentence).toContain('No model is left to ask');
    expect(failing(easy, { point, unavailable: [0, 1, 2] }).models).toEqual([]);
  });

  it('asks once where there is no test, and takes what comes', () => {
    const prediction = router.predict(hard);
    expect(prediction.canCheck).toBe(false);
    expect(router.points(prediction)).toEqual(file.uncheckedPoints);
    const plan = router.planOf(prediction, { point: 0 });
    expect(plan.models).toHaveLength(1);
    expect(plan.sentence).toContain('no visible test');
    const [model] = plan.models;
    expect(router.next(prediction, [], { point: 0 })).toEqual({ kind: 'attempt', model });
    expect(router.next(prediction, [{ model, visible: 'unknown' }], { point: 0 })).toEqual({
      kind: 'accept',
      attempt: 0,
    });
  });

  it('goes on from attempts that it wouldn’t have made', () => {
    const prediction = router.predict(easy, [test]);
    const point = file.points.length - 1;
    const history: Attempt[] = new Array(9).fill({ model: 0, visible: 'fail' });
    const step = router.next(prediction, history, { point });
    expect(step.kind === 'attempt' ? step.model : undefined).not.toBe(0);
  });
});

describe('a file that is no router', () => {
  it.each<[string, (file: RouterFile) => unknown, RegExp]>([
    ['something else', () => ({ format: 'complexitynet-model' }), /no router of this app/],
    ['nothing', () => null, /no router of this app/],
    ['of another version', (one) => ({ ...one, version: 2 }), /version/],
    ['without points', (one) => ({ ...one, points: [] }), /points/],
    ['tries without end', (one) => ({ ...one, tries: [1000, 1000, 1000] }), /too many/],
    ['another number of tries', (one) => ({ ...one, tries: [1, 1] }), /tries/],
    ['a point of a strength that isn’t there', (one) => broken(one, { strength: 99 }), /don’t fit/],
    ['half a predictor', (one) => ({ ...one, predictor: { ...one.predictor, weights: '' } }), /don’t fit/],
    ['numbers that are none', (one) => ({ ...one, predictor: { ...one.predictor, block: '%' } }), /base64/],
    ['plans of another graph', (one) => ({ ...one, rightIfPassed: [1] }), /don’t fit/],
  ])('%s is refused', (_, spoil, reason) => {
    expect(() => readRouter(spoil(JSON.parse(JSON.stringify(file))))).toThrow(reason);
  });
  const broken = (one: RouterFile, by: object) => ({ ...one, points: [{ ...one.points[0], ...by }] });
});

it('can’t be trained without the texts of all tasks', async () => {
  const texts = routerTexts(experiment).slice(1);
  await expect(trainRouter(experiment, texts, { seed: 1 })).rejects.toThrow('has no text to learn from');
});

it('tells its progress and can be stopped', async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  const run = trainRouter(experiment, routerTexts(experiment), {
    seed: 1,
    signal: controller.signal,
    onProgress: ({ done, total }) => {
      expect(total).toBe(50);
      seen.push(done);
      if (done === 3) controller.abort();
    },
  });
  await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  expect(seen).toEqual([0, 1, 2, 3]);
});
