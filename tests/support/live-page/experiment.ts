import { paperRule } from '../../../src/core/assignment';
import { paperFiveLevel } from '../../../src/core/labelling';
import type { OwnTask } from '../../../src/core/live-experiment';
import { allTasks } from '../../../src/datasets/starter/all';
import type { LiveModel } from '../../../src/lab/live-model';
import type { LiveSettings } from '../../../src/lab/live-settings';
import type { LiveDefinition } from '../../../src/lab/run/contract';

const connection = 'stand-in';

/** Three models of a stand-in server, with prices. */
export const standInModels: LiveModel[] = [
  ['small', 1],
  ['mid', 10],
  ['large', 100],
].map(([id, unitCost]) => ({
  ...{ id: id as string, name: id as string, unitCost: unitCost as number },
  price: { input: unitCost as number, output: unitCost as number },
  ...{ tier: id as LiveModel['tier'], promptStyle: 'instructed' },
  engine: { kind: 'openai', connection, model: id as string, form: 'chat', limitName: 'max_tokens' },
}));

export const standInSettings = (baseUrl: string): LiveSettings => ({
  connections: [{ id: connection, name: 'Stand-in', baseUrl, needsKey: false, software: 'other' }],
  models: standInModels,
});

/** A made-up task that any Python gets right: a line with a slope and a height of its own. */
export function ownTask(number: number): OwnTask & { right: string; wrong: string } {
  const name = `line_${number}`;
  const [slope, height] = [number + 2, 3 * number + 1];
  const at = (x: number) => `assert ${name}(${x}) == ${slope * x + height}`;
  return {
    id: `own-${number}`,
    prompt: `Write the function ${name}, which takes a number, multiplies it by ${slope}, and adds ${height}.`,
    tests: [at(0), at(2), at(-5)],
    entryPoint: name,
    right: `def ${name}(x):\n    return ${slope} * x + ${height}`,
    wrong: `def ${name}(x):\n    return ${slope} * x - ${height}`,
  };
}

interface Solutions {
  id: string;
  right: string;
  wrong: string;
}

const starters = allTasks.map(({ id, prompt, reference, wrong }) => ({
  start: prompt.trim().slice(0, 60),
  solutions: { id, right: reference, wrong: wrong[0].code } satisfies Solutions,
}));

/** The task whose description a prompt holds, with a right and a wrong answer to it. */
export function solutionsOf(prompt: string): Solutions {
  const [, number] = /function line_(\d+)/.exec(prompt) ?? [];
  if (number !== undefined) return ownTask(Number(number));
  const found = starters.find(({ start }) => prompt.includes(start));
  if (!found) throw new Error(`No task is asked for here: ${prompt}`);
  return found.solutions;
}

/** An experiment of so many starter tasks and so many of one's own, three models, five trials, all of them asked. */
export function standInDefinition(
  { starter, own }: { starter: number; own: number },
  changes: Partial<LiveDefinition> = {},
): LiveDefinition {
  const ownTasks = Array.from({ length: own }, (_, number): OwnTask => {
    const { id, prompt, tests, entryPoint } = ownTask(number);
    return { id, prompt, tests, entryPoint };
  });
  return {
    ...{ format: 'complexitynet-definition', version: 1, id: 'kept', name: 'A run', dataset: 'starter' },
    taskIds: [...allTasks.slice(0, starter), ...ownTasks].map(({ id }) => id),
    ownTasks,
    models: standInModels,
    trials: 5,
    sampling: { temperature: 1, maxTokens: 2000 },
    visibleTests: 1,
    rule: paperFiveLevel,
    assignment: paperRule(paperFiveLevel),
    labelling: { kind: 'all' },
    strictness: 'lenient',
    seed: 1,
    ...changes,
  };
}
