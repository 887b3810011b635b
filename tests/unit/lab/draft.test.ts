import { describe, expect, it } from 'vitest';
import { paperRule } from '../../../src/core/assignment';
import { formatDefinition, parseDefinition } from '../../../src/core/definition-file';
import { levelsOf, paperFiveLevel, singleTrial } from '../../../src/core/labelling';
import { meanPromptTokens } from '../../../src/lab/count-tokens';
import { definitionOf, type Draft, drawnTasks, paperDraft, rulesFor } from '../../../src/lab/draft';
import { without } from '../../../src/core/without';
import { estimateOf } from '../../../src/lab/draft-cost';
import { inPage, remote } from '../../support/live-runs';

const tasks = Array.from({ length: 300 }, (_, index) => ({
  id: String(index),
  prompt: `Task ${index}`,
  tests: [`assert f(${index}) == ${index}`],
}));

const draft: Draft = {
  ...{
    name: 'Mine',
    ...paperDraft,
    dataset: 'own',
    models: [remote('large', 100), remote('small', 1), remote('mid', 10)],
  },
  ...{ maxTokens: 64, visibleTests: 1, rule: paperFiveLevel, assignment: paperRule(paperFiveLevel), seed: 4 },
  ...{ batched: [], labelling: { kind: 'lazy', auditShare: 0.2 }, strictness: 'lenient' },
};

describe('a draft', () => {
  it('becomes a definition that another browser reads: cheapest first, its own tasks along', () => {
    const definition = definitionOf(draft, 'id', tasks);
    expect(definition.models.map(({ id }) => id)).toStrictEqual(['small', 'mid', 'large']);
    expect(definition.taskIds).toHaveLength(180);
    expect(definition.ownTasks?.map(({ id }) => id)).toStrictEqual(definition.taskIds);
    expect(parseDefinition(formatDefinition(definition))).toStrictEqual(definition);
    expect(definition.assignment.modelOfLevel).toStrictEqual({ 1: 0, 2: 0, 3: 1, 4: 1, 5: 2 });
  });

  it('draws the same tasks for the same seed, others for another, in their order', () => {
    const ids = (seed: number) => drawnTasks(tasks, 20, seed).map(({ id }) => Number(id));
    expect(ids(1)).toStrictEqual(ids(1));
    expect(ids(1)).not.toStrictEqual(ids(2));
    expect(ids(1)).toStrictEqual([...ids(1)].sort((a, b) => a - b));
    expect(drawnTasks(tasks, 1000, 1)).toHaveLength(300);
  });

  it('is offered the rules that fit, the paper’s first', () => {
    expect(rulesFor(3, 5)[0]).toBe(paperFiveLevel);
    expect(rulesFor(3, 1)[0]).toBe(singleTrial);
    for (const [models, trials] of [
      [1, 1],
      [2, 5],
      [10, 50],
    ]) {
      for (const rule of rulesFor(models, trials)) expect(levelsOf(rule)).toHaveLength(models + 1);
    }
  });
});

describe('an estimate', () => {
  it('bills a prompt once per task and model, and answers M times', () => {
    const cost = estimateOf({ models: [remote('a', 1), remote('b', 10)], trials: 5 }, 10, { a: 100, b: 300 });
    expect(cost).toMatchObject({ requests: 20, trials: 100, input: 4000, output: 15_000 });
    expect(cost.dollars).toBeCloseTo((10 * (100 + 750) * 1 + 10 * (300 + 750) * 10) / 1e6, 12);
  });

  it('has no dollars where a model of a server has no price; one in the page costs none', () => {
    const unpriced = without(remote('a', 1), 'price');
    expect(estimateOf({ models: [unpriced], trials: 1 }, 1).dollars).toBeUndefined();
    expect(estimateOf({ models: [inPage('a', 1)], trials: 1 }, 1).dollars).toBe(0);
  });

  it('counts prompts by the vocabulary for a server, by characters in the page', async () => {
    const counted = await meanPromptTokens(remote('a', 1), tasks.slice(0, 3), 1);
    expect(counted.by).toBe('counted');
    // One message of "Task 0", an empty line and "assert f(0) == 0", with what servers add to it.
    expect(counted.mean).toBeGreaterThan(12);
    expect(counted.mean).toBeLessThan(40);
    expect((await meanPromptTokens(inPage('a', 1), tasks.slice(0, 3), 1)).by).toBe('characters');
    const special = [{ id: '1', prompt: 'Print <|endoftext|>', tests: [] }];
    expect((await meanPromptTokens(remote('a', 1), special, 0)).mean).toBeGreaterThan(5);
  });
});
