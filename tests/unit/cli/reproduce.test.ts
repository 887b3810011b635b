import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inPageModels } from '../../../src/study/comparison/in-page';
import { logisticModel } from '../../../src/study/comparison/logistic-model';
import { madeUpOutcomes } from '../../support/made-up-outcomes';
import { commandReproduce, runReproduce } from '../../support/terminal';

describe('reproduce, run in a terminal', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reproduce-'));
  afterAll(() => rm(folder, { recursive: true }));
  const written = async (name: string, text: string) => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };
  const draws = (...rows: object[]) =>
    written('draws.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join(''));

  it('scores a draws file, as one JSON object', async () => {
    const path = await draws(
      { task: 'a', level: 1, draws: [1, 1, 1, 2, 5], baseline: [7, 7] },
      { task: 'b', level: 4, draws: [3, 3, 4, 3, 3], baseline: [4, 'no'] },
    );
    const printed = JSON.parse(await runReproduce('--draws', path, '--json'));
    expect(Object.keys(printed)).toEqual(['seed', 'draws', 'baseline', 'majorityClass', 'paper']);
    const { roundedMean, majority, eachDraw, ...counts } = printed.draws;
    expect(counts).toEqual({ n: 2, answers: 10, outOfScale: 0, notNumbers: 0 });
    expect(roundedMean.levelAccuracy).toEqual({ value: 0, low: 0, high: 0 });
    expect(roundedMean.tierAccuracy).toEqual({ value: 1, low: 1, high: 1 });
    expect(majority.levelAccuracy).toEqual({ value: 0.5, low: 0, high: 1 });
    expect(eachDraw.levelAccuracy).toEqual({ value: 0.4, low: 0.2, high: 0.6 });
    expect(printed.baseline).toMatchObject({ n: 2, outOfScale: 2, notNumbers: 1 });
    expect(printed.paper).toMatchObject({ notFineTuned: 0.34, singleTrial: 0.62, labelAccuracy: 0.79 });
  });

  it('prints scored draws beside the paper’s figures, marked as such', async () => {
    const path = await draws({ task: 'a', level: 1, draws: [1, 6, 'x'], baseline: [null] });
    const printed = await runReproduce('--draws', path);
    expect(printed).toContain(
      '1 tasks with 3 answers (1 out of the scale, 1 not a number: counted as wrong); before fine-tuning 1 answers (1 not a number',
    );
    expect(printed).toMatch(/^Complexity model .* paper \(quoted\), %$/m);
    expect(printed).toMatch(/^draws, rounded mean .* 79$/m);
    expect(printed).toMatch(/^draws, each by itself +33\.3 \[33\.3, 33\.3\]/m);
    expect(printed).toMatch(/^baseline, rounded mean +0\.0 \[0\.0, 0\.0\].* 34$/m);
    expect(printed).toContain('The paper quotes 34 % right without fine-tuning, 62 %');
  });

  it('refuses a draws file with the line and what was expected', async () => {
    const path = await draws({ task: 'a', level: 1, draws: [1] }, { task: 'b', level: 7, draws: [1] });
    await expect(commandReproduce('--draws', path)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('line 2: level: expected a whole number from 1 to 5, got 7'),
    });
  });

  it('compares all complexity models of the page, unless told not to', async () => {
    const path = await written(
      'outcomes.jsonl',
      madeUpOutcomes({ models: 3, tasks: 30, trials: [1, 1], perTest: true }),
    );
    const { predictors, predictor } = JSON.parse(await runReproduce(path, '--json'));
    expect(predictors.map(({ name }: { name: string }) => name)).toEqual(
      [...inPageModels, logisticModel].map(({ name }) => name),
    );
    const [majority] = predictors;
    expect([majority.logLoss, majority.gainOverMajority.value, majority.mcnemar.p]).toEqual([null, 0, 1]);
    expect(predictor.logLoss.value).toBeGreaterThan(0);
    expect(predictors.at(-1)).toMatchObject(predictor);
    for (const { routedAccuracy, routedCost, gainOverMajority } of predictors) {
      for (const { value, low, high } of [routedAccuracy, routedCost, gainOverMajority]) {
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
      }
    }
    const without = JSON.parse(await runReproduce(path, '--json', '--no-predictors'));
    expect(without.predictors).toBeNull();
    expect(without.predictor).toEqual(predictor);
  });
});
