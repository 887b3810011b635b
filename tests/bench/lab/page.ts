// Runs in a page of the built app, beside it: the runner over the app's own store and judge, and an engine at hand.

import type { Answer, Engine } from '../../../src/core/engine';
import type { Judge, Judgement } from '../../../src/judge/contract';
import type { RunServices } from '../../../src/lab/run/contract';
import { openRun } from '../../../src/lab/run/runner';
import type { ExperimentStore } from '../../../src/store/experiments/contract';
import { openStore } from '../../../src/store/store';
import { ownTask, standInDefinition } from '../../support/live-page/experiment';

const opening = openStore({ onProblem: (problem) => console.error(problem.message) });

/** Right and wrong by turns, without any delay. */
function engineAtHand(): Engine {
  let number = 0;
  return {
    capability: async () => ({ able: true, notes: [] }),
    prepare: async () => {},
    dispose: async () => {},
    generate: async ({ messages, samples, onAnswer }) => {
      const { right, wrong } = ownTask(Number(/function line_(\d+)/.exec(messages!.at(-1)!.content)![1]));
      return Array.from({ length: samples }, (_, sample): Answer => {
        const answer: Answer = {
          text: `\`\`\`python\n${number++ % 2 ? wrong : right}\n\`\`\``,
          finish: 'stop',
          usage: { input: 80, output: 30, source: 'reported' },
          seconds: 0,
          model: 'at-hand',
        };
        onAnswer?.(answer, sample);
        return answer;
      });
    },
  };
}

/** Says at once of answers of the engine above what the judge says of them. */
const judgeAtHand: RunServices['judge'] = {
  judge: async (text): Promise<Judgement> => {
    const isRight = !text.includes(' - ');
    return {
      verdict: isRight ? 'pass' : 'wrong-answer',
      tests: isRight ? ['pass', 'pass', 'pass'] : ['fail', 'fail', 'fail'],
      code: text.slice(10, -4),
      ...{ leniency: [], stdout: '', seconds: 0, flags: [] },
    };
  },
};

export interface Measured {
  seconds: number;
  trials: number;
  passed: number;
  /** Seconds until the store's writes were done, one after the other as they come, by method. */
  writing: Record<string, { seconds: number; calls: number }>;
}

/** A store that tells how long it was waited for. */
function timed(store: ExperimentStore, writing: Measured['writing']): ExperimentStore {
  return new Proxy(store, {
    get(target, name: keyof ExperimentStore) {
      const method = target[name] as (...all: unknown[]) => unknown;
      if (!['intend', 'settle', 'judge'].includes(name)) return method.bind(target);
      return async (...all: unknown[]) => {
        const begun = performance.now();
        const result = await method.apply(target, all);
        const sum = (writing[name] ??= { seconds: 0, calls: 0 });
        sum.seconds += (performance.now() - begun) / 1000;
        sum.calls++;
        return result;
      };
    },
  });
}

/** Carries out a run of so many tasks x 3 models x 5 trials, from the start to the last verdict kept. */
async function run(id: string, tasks: number, isJudged: boolean): Promise<Measured> {
  const { experiments, state } = await opening;
  if (!state.kept) throw new Error(`The browser keeps nothing: ${state.reason}`);
  const definition = standInDefinition({ starter: 0, own: tasks }, { id });
  await experiments.put(definition);
  const own = new Map(definition.ownTasks!.map((task) => [task.id, task]));
  const engine = engineAtHand();
  const writing: Measured['writing'] = {};
  const live = await openRun(id, {
    experiments: timed(experiments, writing),
    engineOf: async () => engine,
    judge: isJudged ? (window as unknown as { judge: Judge }).judge : judgeAtHand,
    textOf: async (task) => own.get(task)!,
    codeVersion: 'bench',
    locks: navigator.locks,
  });
  const begun = performance.now();
  const done = new Promise<void>((resolve, reject) => {
    live.subscribe(({ phase }) => {
      if (phase.kind === 'done') resolve();
      else if (phase.kind !== 'running') reject(new Error(JSON.stringify(phase)));
    });
  });
  await live.start();
  await done;
  const seconds = (performance.now() - begun) / 1000;
  const summaries = await experiments.summaries(id);
  const passed = summaries.filter(({ verdict }) => verdict === 'pass').length;
  await live.stop();
  await experiments.delete(id);
  return { seconds, trials: summaries.length, passed, writing };
}

/** Judges as many answers of the engine, without a run. Seconds. */
async function judge(tasks: number): Promise<number> {
  const { judge } = window as unknown as { judge: Judge };
  const engine = engineAtHand();
  const answers = [];
  for (let number = 0; number < tasks; number++) {
    const task = ownTask(number);
    const messages = [{ role: 'user' as const, content: `function ${task.entryPoint}` }];
    const drawn = await engine.generate({ messages, samples: 15, temperature: 1, maxTokens: 1 });
    answers.push(...drawn.map(({ text }) => ({ answer: text, task })));
  }
  const begun = performance.now();
  await judge.judgeMany(answers);
  return (performance.now() - begun) / 1000;
}

const bench = { run, judge };
export type LabBench = typeof bench;
Object.assign(window, { bench });
