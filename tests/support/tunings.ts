import type { Engine } from '../../src/core/engine';
import { OpenaiEngine } from '../../src/engines/openai/engine';
import { RequestQueue } from '../../src/engines/openai/queue';
import type { LiveModel } from '../../src/lab/live-model';
import type { Tuning, TuningPlan, TuningServices } from '../../src/lab/tuning/contract';
import { KeptTunings } from '../../src/lab/tuning/kept';
import { MemoryCache } from '../../src/store/memory';

export const served = {
  connection: 'c',
  model: 'davinci-002',
  form: 'completion',
  limitName: 'max_tokens',
} as const;
export const price = { training: 6, input: 12, output: 12 };

/** Twenty invented tasks of levels 1 to 5, twelve to train on. */
export function tuningPlan(changes: Partial<TuningPlan> = {}): TuningPlan {
  const tasks = Array.from({ length: 20 }, (_, i) => `t${i}`);
  return {
    ...{ id: 'tune', experiment: 'invented', name: 'Fine-tuned' },
    method: {
      kind: 'fine-tuned',
      base: { ...served, price },
      hyperparameters: { epochs: 'auto', batchSize: 'auto', learningRate: 'auto' },
      suffix: 'levels',
    },
    reading: { kind: 'logprobs' },
    levels: [1, 2, 3, 4, 5],
    labels: Object.fromEntries(tasks.map((task, i) => [task, 1 + (i % 5)])),
    train: tasks.slice(0, 12),
    test: tasks.slice(12),
    visibleTests: 1,
    validates: true,
    seed: 1,
    createdAt: 0,
    ...changes,
  };
}

/** The number of the task that a prompt holds. */
export const taskIn = (prompt: string) => Number(/Task number (\d+)\./.exec(prompt)?.[1]);

/** What a page would hand in, over a stand-in at this address. */
export function tuningServices(
  baseUrl: string,
  values: MemoryCache,
  changes: Partial<TuningServices> = {},
): TuningServices {
  const connection = { id: 'c', name: 'Stand-in', baseUrl, needsKey: true, software: 'other' } as const;
  const keyFor = (address: string) => (address === baseUrl ? 'sk-fake1234567890123456789' : undefined);
  const queue = new RequestQueue({ retries: 1, sleep: async () => {} });
  return {
    values,
    connection: (id) => (id === 'c' ? connection : undefined),
    keyFor,
    engineOf: async ({ engine }: LiveModel): Promise<Engine> => {
      if (engine.kind !== 'openai') throw new Error('only models of the stand-in are asked here');
      return new OpenaiEngine({ connection, settings: engine, keyFor, queue });
    },
    textOf: async (task) => ({
      prompt: `Task number ${task.slice(1)}.`,
      tests: ['assert seen()', 'assert not seen()'],
    }),
    sleep: async () => {},
    now: () => 1,
    ...changes,
  };
}

/** A store's values with a plan drafted in them. */
export async function drafted(plan: TuningPlan): Promise<MemoryCache> {
  const values = new MemoryCache();
  const tuning: Tuning = { ...plan, version: 1, stage: { kind: 'drafted' }, notes: [] };
  await new KeptTunings(values).add(tuning);
  return values;
}
