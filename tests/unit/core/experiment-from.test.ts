import { describe, expect, it } from 'vitest';
import { experimentFrom, toOutcomes } from '../../../src/core/experiment-from';
import { missingTrials } from '../../../src/core/missing-trials';
import { parseOutcomes } from '../../../src/core/outcomes-file';
import { inventedDefinition, inventedKeys, inventedTrial, keyOf } from '../../support/experiments';

const summariesOf = (keys: ReturnType<typeof inventedKeys>) => keys.map((key) => inventedTrial(key).summary);

describe('a live experiment as a recorded one', () => {
  it('has its judged trials in the order of their indices, tasks in the definition’s', () => {
    const definition = { ...inventedDefinition(3), taskIds: ['2', '0', '1'] };
    const keys = [keyOf(0, 'mid', 3), keyOf(0, 'mid', 0), keyOf(2, 'small', 1)];
    const unjudged = inventedTrial(keyOf(1), { judged: false }).summary;
    const beyond = inventedTrial(keyOf(0, 'mid', 5)).summary;
    const { tasks, models, rule } = experimentFrom(definition, [...summariesOf(keys), unjudged, beyond]);
    expect(tasks).toStrictEqual([
      { id: '2', trials: [['101'], [], []] },
      { id: '0', trials: [[], ['111', '101'], []] },
    ]);
    expect(rule).toBe(definition.rule);
    expect(models).toStrictEqual(inventedDefinition(1).models);
  });

  it('tells nothing of how its models are reached, and takes the texts of own tasks', () => {
    const definition = inventedDefinition(1);
    Object.assign(definition.models[0], { engine: { kind: 'openai' }, tier: 'small' });
    definition.ownTasks = [{ id: '0', prompt: 'P', tests: ['a', 'b', 'c'], setup: 'x = 1' }];
    const { models, tasks } = experimentFrom(definition, summariesOf(inventedKeys(1)));
    expect(models[0]).toStrictEqual({ id: 'small', name: 'Small', unitCost: 1 });
    expect(tasks[0]).toMatchObject({ id: '0', prompt: 'P', tests: ['a', 'b', 'c'] });
  });

  it('goes into an outcomes file and comes out of it, complete tasks only', () => {
    const definition = inventedDefinition(3);
    const summaries = summariesOf(inventedKeys(3).filter(({ task, index }) => task !== '1' || index < 4));
    const { text, leftOut } = toOutcomes(definition, summaries);
    expect(leftOut).toStrictEqual(['1']);
    const { tasks, ...read } = parseOutcomes(text, { id: definition.id });
    const whole = experimentFrom(definition, summaries);
    expect(tasks).toStrictEqual(whole.tasks.filter(({ id }) => id !== '1'));
    expect({ ...read, tasks: whole.tasks }).toStrictEqual(whole);
  });
});

describe('what is missing', () => {
  it('is everything at first, and nothing in the end', () => {
    const definition = inventedDefinition(2);
    expect(missingTrials(definition, [])).toStrictEqual(inventedKeys(2));
    expect(missingTrials(definition, inventedKeys(2))).toStrictEqual([]);
    expect(missingTrials(definition, inventedKeys(2).slice(1))).toStrictEqual([keyOf(0)]);
  });
});
