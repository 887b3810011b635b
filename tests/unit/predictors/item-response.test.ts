import { describe, expect, it } from 'vitest';
import { levelOf, levelsOf, paperFiveLevel, smallestReliable } from '../../../src/core/labelling';
import { type Random, randomStream } from '../../../src/core/random';
import { calibrate } from '../../../src/predictors/item-response/calibrate';
import { levelDistribution } from '../../../src/predictors/item-response/level-distribution';
import { ItemResponsePredictor } from '../../../src/predictors/item-response/predictor';
import { type ItemExample, trainItemResponse } from '../../../src/predictors/item-response/train';
import { inventedTable } from './invented';

const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

interface World {
  abilities: number[];
  slopes: number[];
  trials: number;
}

/** Outcomes of one task of that difficulty. */
function outcomes({ abilities, slopes, trials }: World, difficulty: number, random: Random) {
  const successes = abilities.map((ability, k) => {
    const pass = 1 / (1 + Math.exp(-slopes[k] * (ability - difficulty)));
    return Array.from({ length: trials }, () => Number(random() < pass)).reduce((a, b) => a + b);
  });
  return { successes, trials: abilities.map(() => trials) };
}

function simulated(world: World, tasks: number, seed: number) {
  const random = randomStream(seed, 'tasks');
  return Array.from({ length: tasks }, () => outcomes(world, normal(random), random));
}

const solved = ({ successes }: { successes: number[] }) => successes.some((count) => count > 0);

describe('item response theory', () => {
  it('finds planted abilities under one slope, and takes the simpler model', () => {
    const world = { abilities: [-1, 0.5, 1.5], slopes: [1.5, 1.5, 1.5], trials: 5 };
    const fit = calibrate(simulated(world, 800, 1), false);
    expect(fit.slopesAre).toBe('equal');
    fit.abilities.forEach((ability, k) => expect(Math.abs(ability - world.abilities[k])).toBeLessThan(0.2));
    expect(Math.abs(fit.slopes[0] - 1.5)).toBeLessThan(0.2);
  });

  it('finds planted slopes of each model’s own', () => {
    const world = { abilities: [1, 0, -0.5], slopes: [0.6, 1.2, 3], trials: 5 };
    const fit = calibrate(simulated(world, 800, 2), false);
    expect(fit.slopesAre).toBe('own');
    fit.slopes.forEach((slope, k) => expect(Math.abs(slope / world.slopes[k] - 1)).toBeLessThan(0.25));
    expect([...fit.abilities].sort((a, b) => b - a)).toEqual(fit.abilities);
  });

  it('allows for tasks that were chosen because some trial passed', () => {
    const world = { abilities: [-1, 0, 1], slopes: [1, 1, 1], trials: 1 };
    const random = randomStream(3, 'chosen');
    const kept: ReturnType<typeof outcomes>[] = [];
    // Difficulties are normal among the tasks kept: each is asked again until some trial passes.
    while (kept.length < 1500) {
      const difficulty = normal(random);
      let one = outcomes(world, difficulty, random);
      while (!solved(one)) one = outcomes(world, difficulty, random);
      kept.push(one);
    }
    const error = (cleaned: boolean) =>
      Math.max(
        ...calibrate(kept, cleaned).abilities.map((ability, k) => Math.abs(ability - world.abilities[k])),
      );
    expect(error(true)).toBeLessThan(0.35);
    expect(error(false)).toBeGreaterThan(0.5);
  });

  it('tells a task’s difficulty from its features', () => {
    const random = randomStream(4, 'features');
    const groups = Array.from({ length: 160 }, (_, i) => i % 2);
    const table = inventedTable(randomStream(5, 'texts'), 160, groups);
    const world = { abilities: [-1, 0, 1], slopes: [2, 2, 2], trials: 5 };
    const examples: ItemExample[] = groups.map((group, i) => ({
      features: table.rows[i],
      ...outcomes(world, group ? 1.2 : -1.2, random),
    }));
    const predictor = trainItemResponse(examples.slice(0, 120), {
      rule: smallestReliable(3),
      cleaned: false,
      columns: table,
      seed: 1,
    });
    const held = examples.slice(120);
    const right = held.filter(({ features }, i) => predictor.difficultyOf(features) > 0 === groups[i] > 0);
    expect(right.length).toBeGreaterThan(32);
    const { features } = held[0];
    const success = predictor.predictSuccess(features);
    expect([...success].sort((a, b) => a - b)).toEqual(success);
    expect(predictor.predict(features).reduce((a, b) => a + b)).toBeCloseTo(1, 9);
    expect(predictor.state.deviation).toBeLessThan(1);

    const text = JSON.stringify(predictor);
    const again = ItemResponsePredictor.fromJSON(JSON.parse(text));
    expect(JSON.stringify(again)).toBe(text);
    for (const row of table.rows) expect(again.predict(row)).toEqual(predictor.predict(row));
    const json = predictor.toJSON();
    for (const damaged of [
      null,
      { ...json, trials: [5] },
      { ...json, slopes: [0, 1, 1] },
      { ...json, coefficients: '' },
    ]) {
      expect(() => ItemResponsePredictor.fromJSON(damaged)).toThrow('this is no item-response predictor');
    }
  });
});

describe('the distribution over levels', () => {
  const binomial = (n: number, m: number, p: number) => {
    let ways = 1;
    for (let i = 0; i < m; i++) ways = (ways * (n - i)) / (i + 1);
    return ways * p ** m * (1 - p) ** (n - m);
  };

  it.each([
    [paperFiveLevel, [5, 5, 5]],
    [smallestReliable(3), [2, 3, 4]],
  ])('is what going through all outcomes gives: $id', (rule, trials) => {
    const pass = [0.3, 0.55, 0.7];
    const levels = levelsOf(rule);
    const wanted = levels.map(() => 0);
    for (let a = 0; a <= trials[0]; a++) {
      for (let b = 0; b <= trials[1]; b++) {
        for (let c = 0; c <= trials[2]; c++) {
          if (a + b + c === 0) continue;
          const probability = [a, b, c].reduce(
            (product, m, k) => product * binomial(trials[k], m, pass[k]),
            1,
          );
          wanted[levels.indexOf(levelOf(rule, [a, b, c], trials))] += probability;
        }
      }
    }
    const kept = wanted.reduce((a, b) => a + b);
    levelDistribution(
      rule,
      trials,
    )(pass).forEach((probability, c) => expect(probability).toBeCloseTo(wanted[c] / kept, 12));
  });
});
