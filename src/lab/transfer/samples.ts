import type { TrialKey } from '../../core/live-experiment';
import type { Sample } from '../../core/samples-file';
import { findDataset } from '../../datasets/catalogue';
import { loadTexts } from '../../datasets/texts';
import type { SettledTrial } from '../../store/experiments/contract';
import type { Store } from '../../store/store';
import type { LiveDefinition } from '../run/contract';

/** What became of the samples of a file. */
export interface Placed {
  trials: SettledTrial[];
  /** Samples of tasks that the experiment hasn't, of models that are passed over, and beyond M. */
  unknownTask: number;
  otherModel: number;
  tooMany: number;
}

/** Ids as other programs write them: EvalPlus calls MBPP's task 11 "Mbpp/11". */
export function taskIn(taskIds: ReadonlySet<string>, named: string): string | undefined {
  const short = named.slice(named.lastIndexOf('/') + 1);
  return [named, short].find((id) => taskIds.has(id));
}

/**
 * Samples as trials of an experiment, unjudged: each takes the first place of its task and model that is free.
 *
 * @param taken trials that the experiment has
 * @param models which of its models each model of the file is, by the name in the file ("" where there is none)
 * @param openings what stands before a completion when it is judged, by task
 */
export function placeSamples(
  definition: LiveDefinition,
  samples: readonly Sample[],
  taken: readonly TrialKey[],
  models: Readonly<Record<string, string>>,
  openings: ReadonlyMap<string, string>,
  { codeVersion, now }: { codeVersion: string; now: Date },
): Placed {
  const taskIds = new Set(definition.taskIds);
  const placeOf = (task: string, model: string, index: number) => JSON.stringify([task, model, index]);
  const places = new Set(taken.map(({ task, model, index }) => placeOf(task, model, index)));
  const placed: Placed = { trials: [], unknownTask: 0, otherModel: 0, tooMany: 0 };
  for (const sample of samples) {
    const task = taskIn(taskIds, sample.task);
    const model = Object.hasOwn(models, sample.model ?? '') ? models[sample.model ?? ''] : undefined;
    if (task === undefined) placed.unknownTask++;
    else if (model === undefined) placed.otherModel++;
    else {
      let index = 0;
      while (index < definition.trials && places.has(placeOf(task, model, index))) index++;
      if (index === definition.trials) placed.tooMany++;
      else {
        places.add(placeOf(task, model, index));
        const key = { experiment: definition.id, task, model, index };
        placed.trials.push(trialFrom(key, sample, definition, openings.get(task) ?? '', codeVersion, now));
      }
    }
  }
  return placed;
}

function trialFrom(
  key: TrialKey,
  { code, kind, model = 'not named' }: Sample,
  { sampling }: LiveDefinition,
  opening: string,
  codeVersion: string,
  now: Date,
): SettledTrial {
  const tokens = Math.ceil(code.length / 4);
  return {
    summary: {
      ...{ ...key, digits: '', dollars: 0, inputTokens: 0, outputTokens: tokens },
      ...{ seconds: 0, answeredAt: now.getTime() },
    },
    detail: {
      ...key,
      answer: {
        ...{ text: code, finish: 'stop', seconds: 0, model },
        usage: { input: 0, output: tokens, source: 'estimated' },
      },
      ...{ promptHash: '', opening: kind === 'completion' ? opening : '', sampling },
      ...{ modelAsked: `a samples file: ${model}`, codeVersion, date: now.toISOString() },
    },
  };
}

/** What a completion goes on from: the prompts of tasks that are code to be completed. */
export async function openingsOf(
  { dataset, ownTasks }: LiveDefinition,
  { cache }: Pick<Store, 'cache'>,
): Promise<Map<string, string>> {
  const found = findDataset(dataset);
  const texts = ownTasks ?? (found ? await loadTexts(found, { cache }) : []);
  const isCode = (prompt: string) => /^\s*(def |from |import |class )/m.test(prompt);
  return new Map(texts.filter(({ prompt }) => isCode(prompt)).map(({ id, prompt }) => [id, prompt]));
}
