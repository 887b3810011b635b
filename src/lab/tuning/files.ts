import { trainingFile } from '../../predictors/fine-tuned/training-file';
import { seenText } from './asking';
import type { TuningPlan, TuningServices } from './contract';

/** A file for the server, with a name that no other content has. */
export interface TuningFile {
  name: string;
  content: string;
}

/** The files that the server is to train on; undefined where the method trains nothing. */
export async function tuningFiles(
  plan: TuningPlan,
  services: Pick<TuningServices, 'textOf'>,
): Promise<{ training: TuningFile; validation?: TuningFile } | undefined> {
  const { method, id, train, test, labels, validates } = plan;
  if (method.kind !== 'fine-tuned') return undefined;
  const file = async (part: string, tasks: readonly string[]): Promise<TuningFile> => {
    const rows = await Promise.all(
      tasks.map(async (task) => ({ text: await seenText(task, plan, services), level: labels[task] })),
    );
    return { name: `complexitynet-${id}-${part}.jsonl`, content: trainingFile(rows, method.base.form) };
  };
  const training = await file('training', train);
  return { training, ...(validates && { validation: await file('validation', test) }) };
}
