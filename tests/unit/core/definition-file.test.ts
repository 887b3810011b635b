import { describe, expect, it } from 'vitest';
import { DefinitionError } from '../../../src/core/definition-error';
import { ownAssignment } from '../../../src/core/assignment';
import { formatDefinition, parseDefinition } from '../../../src/core/definition-file';
import { writtenRule } from '../../../src/core/rules/written-rule';
import { inventedDefinition } from '../../support/experiments';

type Json = Record<string, unknown>;

function refusal(change: (definition: Json) => Json): DefinitionError {
  try {
    parseDefinition(JSON.stringify(change(inventedDefinition(2) as unknown as Json)));
  } catch (error) {
    if (error instanceof DefinitionError) return error;
    throw error;
  }
  throw new Error('the definition was not refused');
}

describe('the file of a definition', () => {
  it('is read as what it was written of, how its models are reached included', () => {
    const definition = inventedDefinition(2);
    Object.assign(definition.models[0], { tier: 'small', engine: { kind: 'webllm', model: 'm' } });
    expect(parseDefinition(formatDefinition(definition))).toStrictEqual(definition);
  });

  it('is the same whatever the order of the fields', () => {
    const definition = inventedDefinition(2);
    const turned = Object.fromEntries(Object.entries(definition).reverse()) as unknown as typeof definition;
    expect(formatDefinition(turned)).toBe(formatDefinition(definition));
  });

  it('holds a rule in words, and where its levels go', () => {
    const rule = writtenRule(['x1 == M', 'x2 + x3 >= 1.4 * M'], 3);
    const assignment = ownAssignment({ 1: 0, 2: 1, 3: 2 });
    const definition = { ...inventedDefinition(2), trials: 7, rule, assignment };
    expect(parseDefinition(formatDefinition(definition))).toStrictEqual(definition);
  });

  it('holds the tasks of one’s own', () => {
    const ownTasks = [{ id: '0', prompt: 'P', tests: ['assert f()'], entryPoint: 'f' }];
    const definition = { ...inventedDefinition(1), dataset: 'own', ownTasks };
    expect(parseDefinition(formatDefinition(definition))).toStrictEqual(definition);
    expect(refusal((own) => ({ ...own, dataset: 'own', ownTasks })).problems).toStrictEqual([
      'ownTasks: expected the task "1", which taskIds names',
    ]);
  });
});

describe('a definition is refused, with the path, where', () => {
  it('it is no JSON, something else, or of a newer version', () => {
    expect(() => parseDefinition('{"format"')).toThrow(/expected JSON/);
    expect(refusal(() => ({ format: 'complexitynet-outcomes' }))).toMatchObject({
      code: 'not-definition',
      problems: ['format: expected "complexitynet-definition", got "complexitynet-outcomes"'],
    });
    expect(refusal((definition) => ({ ...definition, version: 2 })).code).toBe('newer-version');
  });

  it.each<[string, (definition: Json) => Json]>([
    ['trials: expected a whole number from 1 to 50, got "5"', (d) => ({ ...d, trials: '5' })],
    ['seed: is missing', ({ seed: _, ...d }) => d],
    ['models: expected a list of 1 to 10, got a list of 0', (d) => ({ ...d, models: [] })],
    [
      'models[1].unitCost: expected a number above 0, got 0',
      (d) => ({ ...d, models: (d.models as Json[]).map((m, k) => (k === 1 ? { ...m, unitCost: 0 } : m)) }),
    ],
    [
      'models[1]: expected the cheapest first, got one that is cheaper',
      (d) => ({ ...d, models: (d.models as Json[]).toReversed() }),
    ],
    [
      'taskIds[2]: expected an id not used before, got "0" again',
      (d) => ({ ...d, taskIds: ['0', '1', '0'] }),
    ],
    ['rule.trials: expected 4, as `trials` says, got 5', (d) => ({ ...d, trials: 4 })],
    [
      'assignment.modelOfLevel.1: expected a model below 3, got 7',
      (d) => ({ ...d, assignment: { id: 'a', name: 'A', modelOfLevel: { 1: 7, 2: 0, 3: 0, 4: 0, 5: 0 } } }),
    ],
    [
      'rule: level 1 of the rule: expected x1 to x3, got “x4”',
      (d) => ({
        ...d,
        rule: {
          ...(d.rule as Json),
          levels: [
            { level: 1, when: 'x4 > 1' },
            { level: 2, any: [] },
          ],
        },
      }),
    ],
    [
      'rule: level 1 of the rule: expected something other than 0 after “/”',
      (d) => ({
        ...d,
        rule: {
          ...(d.rule as Json),
          levels: [
            { level: 1, when: 'x1 / (M - 5) > 1' },
            { level: 2, any: [] },
          ],
        },
      }),
    ],
    [
      'rule.levels[0].when: expected no condition on the last level',
      (d) => ({ ...d, rule: { ...(d.rule as Json), levels: [{ level: 1, when: 'x1 > 1' }] } }),
    ],
    ['sampling.maxTokens: expected a whole number from 1 to 10000000, got 1e+300', (d) => ({ ...d, sampling: { temperature: 1, maxTokens: 1e300 } })], // prettier-ignore
  ])('%s', (problem, change) => {
    const { code, problems } = refusal(change);
    expect(code).toBe('malformed');
    expect(problems).toContain(problem);
  });

  it('it has a field that no definition has', () => {
    expect(refusal((definition) => ({ ...definition, extra: 1 })).message).toMatch(
      /extra: expected no other/,
    );
  });

  it('it seems to hold a key, which the message doesn’t repeat', () => {
    for (const engine of [{ apiKey: 'sk-1234' }, { url: 'https://user:sk-1234@a.example/v1' }]) {
      const error = refusal((d) => ({ ...d, models: [{ id: 'm', engine }] }));
      expect(error.code).toBe('secret');
      expect(error.message).toMatch(/models\[0\]\.engine/);
      expect(error.message).not.toContain('sk-1234');
    }
  });

  it('it is nested too deeply', () => {
    const deep = JSON.parse('['.repeat(150) + ']'.repeat(150)) as unknown;
    expect(refusal((d) => ({ ...d, models: [deep] })).message).toMatch(/too deeply/);
  });
});
