import { describe, expect, it } from 'vitest';
import type { RecordedTask } from '../../../../src/core/experiment';
import { randomStream } from '../../../../src/core/random';
import { outlookOf } from '../../../../src/core/searching/planner';
import { recordedOutcome, recordedSteps } from '../../../../src/core/searching/recorded';
import { graphOf } from '../../../../src/core/searching/sequences';
import { fitAfterFailures, slopeGroups } from '../../../../src/predictors/after-failures/model';
import { fitRidge, interceptOf, sigmoid } from '../../../../src/predictors/after-failures/ridge';

describe('a small logistic regression', () => {
  const random = randomStream(1, 'rows');
  const [count, width] = [200, 3];
  const rows = Float64Array.from({ length: count * width }, () => 4 * random() - 2);
  const target = Float64Array.from({ length: count }, (_, i) => Number(random() < sigmoid(2 * rows[3 * i])));
  const weights = Float64Array.from({ length: count }, random);
  const problem = { rows, width, target, weights, prior: 0.5, strength: 2 };
  const fit = fitRidge(problem);

  it('is where the penalised loss is least', () => {
    const loss = (parameters: number[]) => {
      const surprise = (margin: number, share: number) => Math.log1p(Math.exp(margin)) - share * margin;
      let sum = surprise(parameters[0], 0.5);
      for (let i = 0; i < count; i++) {
        const margin = parameters.slice(1).reduce((m, b, k) => m + b * rows[i * width + k], parameters[0]);
        sum += weights[i] * surprise(margin, target[i]);
      }
      return sum + parameters.slice(1).reduce((sq, b) => sq + b * b, 0) / 4;
    };
    const best = [fit.intercept, ...fit.slopes];
    expect(best[1]).toBeGreaterThan(1);
    best.forEach((_, k) => {
      for (const by of [-0.01, 0.01]) {
        expect(loss(best.map((b, at) => (at === k ? b + by : b)))).toBeGreaterThan(loss(best));
      }
    });
  });

  it('finds the same intercept when its slopes are given', () => {
    const odds = Float64Array.from({ length: count }, (_, i) =>
      Math.exp(-fit.slopes.reduce((margin, b, k) => margin + b * rows[i * width + k], 0)),
    );
    expect(interceptOf(problem, odds)).toBeCloseTo(fit.intercept, 5);
  });

  it('stays finite where all targets are the same, or nothing counts', () => {
    for (const of of [{ target: new Float64Array(count).fill(1) }, { weights: new Float64Array(count) }]) {
      const { intercept, slopes } = fitRidge({ ...problem, ...of });
      for (const value of [intercept, ...slopes]) expect(Number.isFinite(value)).toBe(true);
    }
  });
});

describe('success after failures', () => {
  const random = randomStream(2, 'tasks');
  const hard = Array.from({ length: 400 }, () => 2 * random() - 1);
  const tasks: RecordedTask[] = hard.map((difficulty, i) => ({
    id: String(i),
    trials: [0.4, 0.8, 1.4].map((ability) =>
      Array.from({ length: 2 }, () =>
        random() < sigmoid(ability - 3 * difficulty) ? '11' : random() < 0.1 ? '10' : '00',
      ),
    ),
  }));
  const tree = graphOf([2, 2, 2], true);
  const steps = recordedSteps(tree, tasks, 1);
  const lessons = {
    ...{ tree, groups: slopeGroups(tree), steps, width: 1, known: Float64Array.from(hard) },
    tasks: tasks.map((_, i) => i),
  };
  const [plain, knowing] = fitAfterFailures(lessons, [0, 1]);
  const unitCosts = [1, 10, 100];
  const meanOf = (column: Float64Array) => column.reduce((a, b) => a + b, 0) / column.length;

  it('without slopes expects of every sequence what it gets on the tasks learnt from', () => {
    const chances = plain.chancesOf(Float64Array.of(0.7));
    tree.sequences.forEach((sequence, s) => {
      // The history in ascending order, then this one.
      const plan = sequence.map((_, at) =>
        tree.sequences.findIndex((other) => String(other) === String(sequence.slice(0, at + 1))),
      );
      expect(plan.at(-1)).toBe(s);
      const { accuracy, cost } = outlookOf(tree, chances, unitCosts, plan);
      const recorded = recordedOutcome(tree, steps, unitCosts, plan);
      expect(accuracy).toBeCloseTo(meanOf(recorded.accuracy), 1.9);
      expect(Math.abs(cost - meanOf(recorded.cost)) / cost).toBeLessThan(0.02);
    });
  });

  it('with slopes expects more of easy tasks than of hard ones, after failures too', () => {
    const [easy, difficult] = [-0.8, 0.8].map((known) => knowing.chancesOf(Float64Array.of(known)));
    const after = tree.sequences.findIndex((sequence) => sequence.join() === '0,1,2');
    expect(easy.passes[after]).toBeGreaterThan(difficult.passes[after] + 0.2);
    expect(plain.chancesOf(Float64Array.of(-0.8)).passes).toEqual(
      plain.chancesOf(Float64Array.of(0.8)).passes,
    );
  });

  it('a failure makes the next answer of the same model less likely to pass', () => {
    const passesOf = (sequence: string) =>
      sigmoid(plain.intercepts[tree.sequences.findIndex((one) => one.join() === sequence)]);
    expect(passesOf('0,0')).toBeLessThan(passesOf('0') - 0.1);
  });
});
