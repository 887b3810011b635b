import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { paperRule } from '../../src/core/assignment';
import type { Answer, Engine, GenerateRequest } from '../../src/core/engine';
import { paperFiveLevel } from '../../src/core/labelling';
import { hash32 } from '../../src/core/random';
import { OpenaiEngine } from '../../src/engines/openai/engine';
import { RequestQueue } from '../../src/engines/openai/queue';
import type { Judge, Judgement } from '../../src/judge/contract';
import type { LiveModel } from '../../src/lab/live-model';
import type { LiveDefinition, Run, RunServices, RunState } from '../../src/lab/run/contract';
import type { ExperimentStore } from '../../src/store/experiments/contract';
import { openStore } from '../../src/store/store';

export const remote = (id: string, unitCost: number, connection = 'c'): LiveModel => ({
  ...{ id, name: id, unitCost, tier: 'small', promptStyle: 'bare' },
  price: { input: unitCost, output: unitCost },
  engine: { kind: 'openai', connection, model: id, form: 'chat', limitName: 'max_tokens' },
});

export const inPage = (id: string, unitCost: number): LiveModel => ({
  ...{ id, name: id, unitCost, tier: 'small', promptStyle: 'bare' },
  engine: { kind: 'webllm', model: id },
});

/** Tasks named from "0", each of three models asked five times. */
export function liveDefinition(tasks: number, changes: Partial<LiveDefinition> = {}): LiveDefinition {
  return {
    ...{ format: 'complexitynet-definition', version: 1, id: 'live', name: 'Live', dataset: 'invented' },
    taskIds: Array.from({ length: tasks }, (_, task) => String(task)),
    models: [remote('small', 1), remote('mid', 10), remote('large', 100)],
    trials: 5,
    sampling: { temperature: 1, maxTokens: 64 },
    visibleTests: 0,
    rule: paperFiveLevel,
    assignment: paperRule(paperFiveLevel),
    labelling: { kind: 'all' },
    strictness: 'lenient',
    seed: 1,
    ...changes,
  };
}

/** A judge that takes an answer for right where it says so. */
export const textJudge: Pick<Judge, 'judge'> = {
  judge: async (answer) =>
    ({
      verdict: answer.includes('right') ? 'pass' : 'wrong-answer',
      tests: [answer.includes('right') ? 'pass' : 'fail'],
      ...{ code: answer, leniency: [], stdout: '', seconds: 0, flags: [] },
    }) satisfies Judgement,
};

/** The same answer for the same model, task and trial, whenever it is asked for. */
export const fate = (model: string, task: string, index: number) =>
  hash32(`${model} ${task} ${index}`) % 100 < { small: 40, mid: 60, large: 80 }[model]! ? 'right' : 'wrong';

/** An engine that answers at once, by `fate`. */
export function fateEngine(
  { id }: LiveModel,
  seed: number,
  onRequest?: (request: GenerateRequest) => void,
): Engine {
  return {
    capability: async () => ({ able: true, notes: [] }),
    prepare: async () => {},
    dispose: async () => {},
    generate: async (request) => {
      onRequest?.(request);
      const task = /task (\S+)\./.exec(request.messages!.at(-1)!.content)![1];
      return Array.from({ length: request.samples }, (_, sample): Answer => {
        const answer: Answer = {
          text: fate(id, task, request.seed! - seed + sample),
          finish: 'stop',
          usage: { input: 20, output: 10, source: 'reported' },
          seconds: 0.1,
          model: id,
        };
        request.onAnswer?.(answer, sample);
        return answer;
      });
    },
  };
}

export async function openExperiments(definition: LiveDefinition): Promise<ExperimentStore> {
  const { experiments } = await openStore({ indexedDB: new IDBFactory(), channel: () => undefined });
  await experiments.put(definition);
  return experiments;
}

export function services(experiments: ExperimentStore, changes: Partial<RunServices>): RunServices {
  return {
    experiments,
    judge: textJudge,
    textOf: async (id) => ({ id, prompt: `This is task ${id}.`, tests: ['assert f(1) == 1'] }),
    codeVersion: 'test',
    engineOf: async (model) => fateEngine(model, 1),
    ...changes,
    pacing: { firstPause: 0.01, longestPause: 0.05, retries: 3, ...changes.pacing },
  };
}

/** Engines of a stand-in at this address. */
export function serverEngines(baseUrl: string, isOnline?: () => boolean) {
  const engines = new Map<string, Engine>();
  return async (model: LiveModel): Promise<Engine> => {
    if (!engines.has(model.id) && model.engine.kind === 'openai') {
      const connection = { id: 'c', name: 'Stand-in', baseUrl, needsKey: false, software: 'other' } as const;
      const queue = new RequestQueue({ retries: 1, sleep: async () => {} });
      engines.set(
        model.id,
        new OpenaiEngine({ connection, settings: model.engine, keyFor: () => undefined, queue, isOnline }),
      );
    }
    return engines.get(model.id)!;
  };
}

/** Resolves when the run stands still. */
export function standstill(run: Run): Promise<RunState> {
  const moves = new Set(['running', 'pausing']);
  return new Promise((resolve) => {
    const look = (state: RunState) => {
      if (moves.has(state.phase.kind)) return;
      end();
      resolve(state);
    };
    const end = run.subscribe(look);
    look(run.state);
  });
}

/** Starts, and waits until it stands still. */
export async function carriedOut(run: Run): Promise<RunState> {
  await run.start();
  return standstill(run);
}
