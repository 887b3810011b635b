import { boundLevels, levelsOf } from './labelling';
import type { ExperimentDefinition } from './live-experiment';
import { shown } from './outcomes-error';

function repeated(path: (index: number) => string, ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return ids.flatMap((id, index) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [`${path(index)}: expected an id not used before, got ${shown(id)} again`];
  });
}

function checkTasks({ taskIds, ownTasks, dataset }: ExperimentDefinition): string[] {
  const own = new Set(ownTasks?.map(({ id }) => id));
  const absent = dataset === 'own' ? taskIds.filter((id) => !own.has(id)) : [];
  return [
    ...repeated((index) => `taskIds[${index}]`, taskIds),
    ...repeated((index) => `ownTasks[${index}].id`, ownTasks?.map(({ id }) => id) ?? []),
    ...absent.map((id) => `ownTasks: expected the task ${shown(id)}, which taskIds names`),
  ];
}

function checkModels({ models, batched = [] }: ExperimentDefinition): string[] {
  const stranger = batched.find((id) => !models.some((model) => model.id === id));
  const dearer = models.findIndex(({ unitCost }, k) => k > 0 && models[k - 1].unitCost > unitCost);
  return [
    ...(stranger === undefined ? [] : [`batched: expected ids of models, got ${shown(stranger)}`]),
    ...repeated(
      (index) => `models[${index}].id`,
      models.map(({ id }) => id),
    ),
    ...(dearer < 0 ? [] : [`models[${dearer}]: expected the cheapest first, got one that is cheaper`]),
  ];
}

function checkRules({ models, trials, rule, assignment }: ExperimentDefinition): string[] {
  const problems: string[] = [];
  if (rule.models !== models.length) {
    problems.push(`rule.models: expected ${models.length}, as there are models, got ${rule.models}`);
  }
  if (rule.trials !== null && rule.trials !== trials) {
    problems.push(`rule.trials: expected ${trials}, as \`trials\` says, got ${rule.trials}`);
  }
  rule.levels.forEach((level, index) => {
    const isLast = index === rule.levels.length - 1;
    if ('when' in level) {
      if (isLast) problems.push(`rule.levels[${index}].when: expected no condition on the last level`);
      return;
    }
    const { any } = level;
    if (isLast !== (any.length === 0)) {
      const wanted = isLast ? 'no condition on the last level' : 'a condition, as only the last has none';
      problems.push(`rule.levels[${index}].any: expected ${wanted}, got ${any.length}`);
    }
    const beyond = any.flatMap((condition) => condition.models).find((model) => model >= models.length);
    if (beyond !== undefined) {
      problems.push(`rule.levels[${index}]: expected models below ${models.length}, got ${beyond}`);
    }
  });
  if (problems.length === 0) {
    try {
      boundLevels(
        rule,
        models.map(() => trials),
      );
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      problems.push(`rule: ${error.message}`);
    }
  }
  for (const level of levelsOf(rule)) {
    const model = assignment.modelOfLevel[level];
    if (model === undefined || model >= models.length) {
      problems.push(
        `assignment.modelOfLevel.${level}: expected a model below ${models.length}, got ${shown(model)}`,
      );
    }
  }
  return problems;
}

/** What the fields of a definition say of each other, as far as it is wrong. */
export function checkDefinition(definition: ExperimentDefinition): string[] {
  return [...checkTasks(definition), ...checkModels(definition), ...checkRules(definition)];
}
