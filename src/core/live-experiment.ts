import type { AssignmentRule } from './assignment';
import type { Answer } from './engine';
import type { Model } from './experiment';
import type { LabellingRule } from './labelling';

/** A task of the visitor's own, with everything that its dataset would say of it. */
export interface OwnTask {
  id: string;
  /** How it is asked and judged (src/datasets/kinds); Python where it is absent. */
  kind?: string;
  prompt: string;
  /** Of a question with choices. */
  choices?: string[];
  tests: string[];
  setup?: string;
  entryPoint?: string;
}

/** How answers are drawn. */
export interface Sampling {
  temperature: number;
  /** The most tokens of one answer. */
  maxTokens: number;
  stop?: string[];
}

/**
 * What a live experiment is to do: plain JSON that starts the same run elsewhere. `M` is the type of a model that
 * can be asked, with how it is reached; no key is in it.
 */
export interface ExperimentDefinition<M extends Model = Model> {
  format: 'complexitynet-definition';
  version: 1;
  id: string;
  name: string;
  /** Which dataset the task ids belong to; "own" where `ownTasks` holds them. */
  dataset: string;
  taskIds: string[];
  ownTasks?: OwnTask[];
  /** Cheapest first. */
  models: M[];
  /** M: trials per model and task. */
  trials: number;
  sampling: Sampling;
  /** How many of the first tests a router, and a prompt, may see. */
  visibleTests: number;
  rule: LabellingRule;
  assignment: AssignmentRule;
  /** "lazy" asks until a label is decided, and all of an audit sample; "all" asks M times. */
  labelling: { kind: 'lazy'; auditShare: number } | { kind: 'all' };
  strictness: 'lenient' | 'strict';
  /** Ids of models that are asked by batch jobs of their server, at half the price; absent: none. */
  batched?: string[];
  /** Dollars that may be spent; undefined: no limit. */
  budget?: number;
  seed: number;
}

/** What identifies a trial. */
export interface TrialKey {
  experiment: string;
  task: string;
  /** The id of the model within the experiment. */
  model: string;
  /** 0..M-1. */
  index: number;
}

/** A trial that a model is being asked for: written before the call, removed with the answer or the failure. */
export interface Intent extends TrialKey {
  /** The call that it belongs to: one call may ask for several trials. */
  call: string;
  /** Milliseconds since 1970. */
  askedAt: number;
  /** The most that the trial may cost, in dollars: reserved from the budget. */
  reserved: number;
  /** Where the call is part of a batch job of the server's: what that job is found by (its marker). */
  batch?: string;
}

/** What the pages ask of a trial in lists. */
export interface TrialSummary extends TrialKey {
  /** A digit per test; empty until it is judged. */
  digits: string;
  /** The judge's verdict; undefined until it is judged. */
  verdict?: string;
  /** Dollars; 0 for models in the page. */
  dollars: number;
  inputTokens: number;
  outputTokens: number;
  /** Seconds of answering. */
  seconds: number;
  /** Milliseconds since 1970 at the answer. */
  answeredAt: number;
}

/** What a researcher must be able to state of a trial, and what the judge said of it. */
export interface TrialDetail extends TrialKey {
  answer: Answer;
  /** SHA-256 of the prompt that was sent, as JSON of its messages or its text, in hex. */
  promptHash: string;
  /** What stands before the answer when it is judged: the opening of a completion prompt. */
  opening: string;
  sampling: Sampling;
  /** The model's id as it was asked for at its server or engine. */
  modelAsked: string;
  /** Version of the app's code. */
  codeVersion: string;
  /** ISO date and time. */
  date: string;
  /** As the judge gave it (src/judge/contract.ts), plain JSON. */
  judgement?: unknown;
}

/** A trial that could not be had: never counted as a wrong answer. */
export interface TrialFailure extends TrialKey {
  code: string;
  message: string;
  remedy: string;
  retryable: boolean;
  /** Milliseconds since 1970. */
  at: number;
}
