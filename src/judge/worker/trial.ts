import type { Judgement, Strictness } from '../contract';

/** One answer to be judged in an interpreter. Nothing of it is ever in Python's heap but what a step needs. */
export interface TrialRequest {
  run: number;
  text: string;
  form: 'answer' | 'code';
  strictness: Strictness;
  tests: string[];
  /** Indices of the tests to run. */
  chosen: number[];
  setup: string;
  /** '' where it is to be read from the tests. */
  entryPoint: string;
  deadlineSeconds: number;
}

/** What came of it. */
export interface TrialResult {
  run: number;
  judgement: Judgement;
  /** Is this interpreter to be replaced? */
  recycle: boolean;
}
