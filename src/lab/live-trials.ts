import { dollarsPerCall } from '../core/economics';
import type { Answer, Engine, EnginePrompt, TextPiece } from '../core/engine';
import type { Trial } from '../core/experiment';
import type { Sampling } from '../core/live-experiment';
import type { TrialSource } from '../core/trial-source';
import type { TaskText } from '../datasets/dataset';
import type { VisibleTests } from '../datasets/prompt-parts';
import { kindOf } from '../datasets/kinds/registry';
import type { Judge, Judgement, Strictness } from '../judge/contract';
import { judgeAnswer } from './judge-answer';
import type { LiveModel } from './live-model';

/** A task as it may be asked and judged: a reference solution isn't needed. */
export type LiveTask = Omit<TaskText, 'reference'>;

/** What is sent to a model, and what stands before its answer when that is judged. */
export interface LivePrompt {
  prompt: EnginePrompt;
  opening: string;
}

/** The prompt that this model gets for this task (section 3.2). */
export function promptFor(model: LiveModel, task: LiveTask, visibleTests: VisibleTests): LivePrompt {
  const settings = { style: model.promptStyle, visibleTests };
  if (model.engine.kind === 'openai' && model.engine.form === 'completion') {
    const { text, opening } = kindOf(task).completion(task, settings);
    return { prompt: { text }, opening };
  }
  return { prompt: { messages: kindOf(task).chat(task, settings) }, opening: '' };
}

/** One digit per test: what policies, labels and reports read of a judgement. */
export function trialOf(judgement: Judgement): Trial {
  if (judgement.tests.length === 0) return judgement.verdict === 'pass' ? '1' : '0';
  return judgement.tests.map((test) => (test === 'pass' ? '1' : '0')).join('');
}

/** Dollars of one answer; 0 where the model has no price. */
export function dollarsOf(model: LiveModel, { usage }: Answer): number {
  return model.price ? dollarsPerCall(model.price, usage) : 0;
}

/** A live trial with all that led to it. */
export interface LiveTrial {
  trial: Trial;
  answer: Answer;
  judgement: Judgement;
  dollars: number;
}

export interface LiveTrialsOptions {
  models: readonly LiveModel[];
  /** The engine of `models[index]`. */
  engineOf: (index: number) => Promise<Engine>;
  judge: Judge;
  textOf: (task: string) => Promise<LiveTask>;
  sampling: Sampling;
  /** How many of the first tests a prompt shows. */
  visibleTests: VisibleTests;
  strictness?: Strictness;
  seed: number;
  onToken?: (piece: TextPiece, model: number) => void;
  onAnswer?: (answer: Answer, model: number, index: number) => void;
  /** An answer that was paid for before, and not judged: it isn't asked for again. */
  answered?: (model: number, index: number) => Answer | undefined;
  /** Told of each trial, before it is handed over. */
  onTrial?: (trial: LiveTrial, model: number, index: number) => void;
}

/** Models asked now, one answer at a time, and judged: what a policy over recorded trials also runs over. */
export function liveTrials(options: LiveTrialsOptions): TrialSource {
  const { models, engineOf, judge, textOf, sampling, visibleTests, strictness, seed } = options;
  async function ask(prompt: EnginePrompt, model: number, index: number, signal?: AbortSignal) {
    const engine = await engineOf(model);
    const [answer] = await engine.generate({
      ...prompt,
      ...sampling,
      samples: 1,
      seed: seed + index,
      signal,
      onToken: options.onToken && ((piece) => options.onToken!(piece, model)),
    });
    return answer;
  }
  return {
    async trial({ id }, model, index, { signal } = {}) {
      const task = await textOf(id);
      const { prompt, opening } = promptFor(models[model], task, visibleTests);
      const answer = options.answered?.(model, index) ?? (await ask(prompt, model, index, signal));
      options.onAnswer?.(answer, model, index);
      const judgement = await judgeAnswer(judge, opening + answer.text, task, { strictness, signal });
      const trial = trialOf(judgement);
      options.onTrial?.(
        { trial, answer, judgement, dollars: dollarsOf(models[model], answer) },
        model,
        index,
      );
      return trial;
    },
  };
}
