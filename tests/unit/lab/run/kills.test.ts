import { IDBFactory } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import type { Engine } from '../../../../src/core/engine';
import type { Intent } from '../../../../src/core/live-experiment';
import { randomInteger, randomStream } from '../../../../src/core/random';
import type { LiveModel } from '../../../../src/lab/live-model';
import { openRun } from '../../../../src/lab/run/runner';
import type { ExperimentStore } from '../../../../src/store/experiments/contract';
import { openStore } from '../../../../src/store/store';
import { carriedOut, liveDefinition, serverEngines, services } from '../../../support/live-runs';
import { standIn } from '../../../support/stand-in/server';

const never = () => new Promise<never>(() => {});

/** A page's life: when it ends, nothing that it has begun gets any further. */
class Life {
  isOver = false;
  readonly #end = new AbortController();

  /** @param breaks are the connections broken, or do answers go out to nobody? */
  kill(breaks: boolean): void {
    this.isOver = true;
    if (breaks) this.#end.abort();
  }

  store(store: ExperimentStore): ExperimentStore {
    return new Proxy(store, {
      get: (_, name: keyof ExperimentStore) => {
        const method = store[name] as (...all: unknown[]) => unknown;
        if (name === 'onChange') return method.bind(store);
        return async (...all: unknown[]) => {
          if (this.isOver) return never();
          const result = await method.apply(store, all);
          return this.isOver ? never() : result;
        };
      },
    });
  }

  engines(open: (model: LiveModel) => Promise<Engine>) {
    return async (model: LiveModel): Promise<Engine> => {
      const engine = await open(model);
      return {
        capability: () => engine.capability(),
        prepare: () => engine.prepare(),
        dispose: () => engine.dispose(),
        generate: async ({ onAnswer, ...request }) => {
          const told: typeof onAnswer = (answer, sample) => {
            if (!this.isOver) onAnswer?.(answer, sample);
          };
          try {
            const signal = AbortSignal.any([request.signal!, this.#end.signal]);
            const answers = await engine.generate({ ...request, signal, onAnswer: told });
            return this.isOver ? await never() : answers;
          } catch (error) {
            if (this.isOver) return never();
            throw error;
          }
        },
      };
    };
  }
}

it('loses and repeats nothing over eight kills, but what was in flight, and that is shown', async () => {
  const random = randomStream(8, 'kills');
  let number = 0;
  const server = await standIn({ script: () => `right ${number++}`, latency: 8 });
  const indexedDB = new IDBFactory();
  const open = async () => (await openStore({ indexedDB, channel: () => undefined })).experiments;
  const definition = liveDefinition(20);
  await (await open()).put(definition);
  const textsOf = async (experiments: ExperimentStore) => {
    const tasks = await Promise.all(definition.taskIds.map((task) => experiments.details('live', task)));
    return new Map(
      tasks.flat().map(({ task, model, index, answer }) => [`${task} ${model} ${index}`, answer.text]),
    );
  };
  const kept = new Map<string, string>();
  const repeated: Intent[] = [];
  try {
    for (let kill = 0; kill < 8; kill++) {
      const life = new Life();
      const experiments = await open();
      const run = await openRun(
        'live',
        services(life.store(experiments), { engineOf: life.engines(serverEngines(server.baseUrl)) }),
      );
      const goal = server.asked.length + 1 + randomInteger(random, 9);
      const done = run.start().then(() => {
        repeated.push(...run.state.repeated);
      });
      while (server.asked.length < goal) await new Promise((resolve) => setTimeout(resolve, 1));
      await done;
      life.kill(random() < 0.5);
      await new Promise((resolve) => setTimeout(resolve, 30));
      for (const [place, text] of await textsOf(experiments)) {
        // What was kept once stays as it was.
        expect(kept.get(place) ?? text).toBe(text);
        kept.set(place, text);
      }
    }
    const experiments = await open();
    const run = await openRun('live', services(experiments, { engineOf: serverEngines(server.baseUrl) }));
    const state = await carriedOut(run);
    repeated.push(...state.repeated);
    expect(state.phase.kind).toBe('done');
    const texts = await textsOf(experiments);
    expect(texts.size).toBe(20 * 15);
    // No answer stands for two trials.
    expect(new Set(texts.values()).size).toBe(20 * 15);
    for (const [place, text] of kept) expect(texts.get(place)).toBe(text);
    expect(await experiments.summaries('live')).toHaveLength(300);
    expect(await experiments.intents('live')).toStrictEqual([]);

    const asked = new Map<string, number>();
    for (const { body } of server.asked) {
      const {
        model,
        n = 1,
        messages,
      } = JSON.parse(body) as { model: string; n?: number; messages: { content: string }[] };
      const place = `${/task (\d+)\./.exec(messages[0].content)![1]} ${model}`;
      asked.set(place, (asked.get(place) ?? 0) + n);
    }
    const shown = new Map<string, number>();
    for (const { task, model } of repeated) {
      shown.set(`${task} ${model}`, (shown.get(`${task} ${model}`) ?? 0) + 1);
    }
    expect(repeated.length).toBeGreaterThan(0);
    for (const [place, times] of asked) expect(times).toBeLessThanOrEqual(5 + (shown.get(place) ?? 0));
  } finally {
    await server.close();
  }
});
