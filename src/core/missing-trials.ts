import type { ExperimentDefinition, TrialKey } from './live-experiment';

/** Every trial that the definition asks for and that isn't there: by task, then model, then index. */
export function missingTrials(
  { id, taskIds, models, trials }: ExperimentDefinition,
  there: readonly Pick<TrialKey, 'task' | 'model' | 'index'>[],
): TrialKey[] {
  const places = new Map<string, Set<string>>();
  const place = (model: string, index: number) => `${index} ${model}`;
  for (const { task, model, index } of there) {
    if (!places.has(task)) places.set(task, new Set());
    places.get(task)!.add(place(model, index));
  }
  const missing: TrialKey[] = [];
  for (const task of taskIds) {
    const known = places.get(task);
    for (const { id: model } of models) {
      for (let index = 0; index < trials; index++) {
        if (!known?.has(place(model, index))) missing.push({ experiment: id, task, model, index });
      }
    }
  }
  return missing;
}
