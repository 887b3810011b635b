import { describe, expect, it } from 'vitest';
import { singleTrial } from '../../../../src/core/labelling';
import { randomInteger, randomStream } from '../../../../src/core/random';
import { featureTable } from '../../../../src/predictors/features/table';
import { learningCurve } from '../../../../src/study/comparison/learning-curve';
import { experimentOf, single } from '../../ui/experiment';

const words = ['sort the numbers', 'count the letters', 'merge the trees', 'prove the theorem'];
const random = randomStream(1, 'learning curve test');
/** The wording tells which of three models is the first that passes, mostly. */
const drawn = Array.from({ length: 90 }, (_, i) => {
  const word = randomInteger(random, words.length);
  const first = random() < 0.1 ? randomInteger(random, 3) : Math.max(word - 1, 0);
  return { id: `t${i}`, text: `${words[word]} of ${words[randomInteger(random, 4)]}`, first };
});
const experiment = experimentOf(
  drawn.map(({ id, first }) => single(id, ...[0, 1, 2].map((k) => (k >= first ? '1' : '0')))),
  singleTrial,
);
const features = featureTable(drawn);

describe('the learning curve', async () => {
  const steps: number[] = [];
  const curve = await learningCurve(experiment, features, {
    seed: 1,
    onProgress: ({ done, total }) => steps.push(done / total),
  });

  it('grows from few tasks to all of a fold’s', () => {
    const sizes = curve.points.map(({ train }) => train);
    expect(sizes).toHaveLength(8);
    expect([sizes[0], sizes.at(-1)]).toEqual([20, 72]);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(curve.tasks).toBe(90);
    expect([steps[0], steps.at(-1)]).toEqual([0, 1]);
  });

  it('shows that more tasks teach more, where wording tells', () => {
    const [first, last] = [curve.points[0], curve.points.at(-1)!];
    expect(last.levelAccuracy.value).toBeGreaterThan(0.8);
    expect(last.logLoss.value).toBeLessThan(first.logLoss.value);
    expect(last.gain.low).toBeGreaterThan(0);
    expect(last.gain.value).toBeCloseTo(last.levelAccuracy.value - last.majority.value, 12);
    expect(last.logLoss.high).toBeLessThan(last.frequenciesLogLoss!.low);
  });

  it('is the same for the same seed', async () => {
    expect(await learningCurve(experiment, features, { seed: 1 })).toEqual(curve);
  });
});

it('can be stopped', async () => {
  const controller = new AbortController();
  const onProgress = () => controller.abort();
  await expect(
    learningCurve(experiment, features, { seed: 1, signal: controller.signal, onProgress }),
  ).rejects.toMatchObject({ name: 'AbortError' });
});

it('needs no task but of one level', async () => {
  const tasks = experiment.tasks.slice(0, 30).map((task) => ({ ...task, trials: [['1'], ['1'], ['1']] }));
  const { points } = await learningCurve({ ...experiment, tasks }, features, { seed: 1 });
  expect(points.map(({ train }) => train)).toEqual([20, 21, 22, 23, 24]);
  for (const { levelAccuracy, gain, frequenciesLogLoss } of points) {
    expect([levelAccuracy.value, gain.value]).toEqual([1, 0]);
    expect(frequenciesLogLoss!.value).toBeCloseTo(0, 12);
  }
});
