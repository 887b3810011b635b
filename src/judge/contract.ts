import type { RunOptions } from '../core/interfaces';
import type { JudgeError } from './judge-error';

/**
 * - pass: every test asked for held
 * - wrong-answer: a test ran and didn't hold
 * - test-error: a test raised, the missing function included
 * - exec-error: the code raised while it was loaded
 * - compile-error: the code isn't Python
 * - setup-error: the task's own fault: its setup code or one of its tests doesn't parse, or it has no test
 * - timeout: stopped at the deadline, twice
 * - crash: the interpreter died of it: out of memory, stack overflow, os._exit
 * - no-code: the answer holds no code
 * - no-answer: the answer holds nothing of the kind that was asked for, such as a number
 * - missing-module: it imports a module that isn't there, such as numpy
 */
export type Verdict =
  | 'pass'
  | 'wrong-answer'
  | 'test-error'
  | 'exec-error'
  | 'compile-error'
  | 'setup-error'
  | 'timeout'
  | 'crash'
  | 'no-code'
  | 'no-answer'
  | 'missing-module';

/** What one test said. "not-run" where it wasn't asked for, or the code didn't get so far. */
export type TestResult = 'pass' | 'fail' | 'error' | 'not-run';

/** Lenient repairs what a reader would repair, and says so; strict runs the code as the answer gives it. */
export type Strictness = 'lenient' | 'strict';

/**
 * What was done for the answer's good; the first four are done in strict judging too.
 *
 * - several-versions: of several blocks that define the function, the last one that isn't a stub was taken
 * - whole-text: no fence; the text as a whole is code
 * - no-entry-point: no block defines the function; what there is was taken
 * - unclosed-fence: the last fence never closes
 * - joined-blocks: what the function needs stood in other blocks
 * - salvaged: the longest part that is Python was taken out of text that isn't
 * - dropped-demo: top-level calls, prints, asserts and `if __name__` blocks were left out
 * - unwrapped-class: the function was a method of a class
 * - added-import:<name>: a well-known name was used without its import
 */
export type Leniency =
  | 'several-versions'
  | 'whole-text'
  | 'no-entry-point'
  | 'unclosed-fence'
  | 'joined-blocks'
  | 'salvaged'
  | 'dropped-demo'
  | 'unwrapped-class'
  | `added-import:${string}`;

/**
 * What a reader of the verdict should know.
 *
 * - suspicious-eq: the compared value's type is the candidate's own, with an equality of its own
 * - tampering: the code looked into the interpreter (frames, gc, trace hooks, ctypes, JavaScript)
 * - wrote-files, left-callbacks, large-heap: why the worker was replaced afterwards
 * - output-capped: it printed more than is kept
 */
export type Flag =
  'suspicious-eq' | 'tampering' | 'wrote-files' | 'left-callbacks' | 'large-heap' | 'output-capped';

/** What an answer is judged by. A `TaskText` of src/datasets is one. */
export interface JudgedTask {
  id: string;
  /** Python that raises where the answer is wrong: asserts, or whole programs. */
  tests: string[];
  /** Python run after the answer's code and before the tests. */
  setup?: string;
  /** The function that the tests call; read from the tests where it isn't given. */
  entryPoint?: string;
  /** What the reference solution took here: the deadline is the larger of 4 s and four times this. */
  referenceSeconds?: number;
}

/** The value that a failing comparison got. Both texts are capped. */
export interface Got {
  /** Index of the test. */
  test: number;
  type: string;
  repr: string;
}

export interface Judgement {
  verdict: Verdict;
  /** One per test of the task. */
  tests: TestResult[];
  /** The code that ran; empty where none was found. */
  code: string;
  leniency: Leniency[];
  /** As Python prints it, without the judge's own frames: of the first failure. */
  error?: string;
  got?: Got[];
  /** Standard output and error, at most 4,096 characters. */
  stdout: string;
  /** Running the code and its tests, without finding the code, waiting or tidying up. */
  seconds: number;
  flags: Flag[];
}

export interface JudgeOptions {
  /** Indices of the tests to run; else all. */
  tests?: number[];
  /** Lenient unless told otherwise. */
  strictness?: Strictness;
  /** "code": the text is the code, to be run as it is, such as a reference. "answer" (the default): find it. */
  form?: 'answer' | 'code';
  /** In place of the task's own deadline: to time a reference, say. */
  deadlineSeconds?: number;
  signal?: AbortSignal;
}

/** One of many to be judged. */
export interface JudgedAnswer extends Omit<JudgeOptions, 'signal'> {
  answer: string;
  task: JudgedTask;
}

/** Where Python runs: in workers of the frame, or, where those are refused, on the frame's own thread. */
export type Place = 'workers' | 'frame';

/** What the judge is at: a tagged union, so that a label and an error can't drift apart. */
export type JudgeState =
  | { phase: 'idle' }
  /** Fetching Python: bytes. */
  | { phase: 'loading'; done: number; total: number }
  /** Starting the first interpreter. */
  | { phase: 'starting' }
  | {
      phase: 'ready';
      place: Place;
      /** Why Python doesn't run in workers, where it doesn't, and what that costs. */
      notice?: string;
      workers: number;
      spare: number;
      running: number;
      waiting: number;
    }
  | { phase: 'failed'; error: JudgeError }
  | { phase: 'disposed' };

/** Judges answers: generated Python, run where it can reach nothing. */
export interface Judge {
  readonly state: JudgeState;

  /** Calls back at every change of the state; returns what ends that. */
  subscribe(listener: (state: JudgeState) => void): () => void;

  /**
   * Gets ready: to be called while the visitor reads, and not needed before `judge`. Progress is in bytes.
   *
   * @throws JudgeError where this browser refuses; DOMException "AbortError" when aborted
   */
  prepare(options?: RunOptions): Promise<void>;

  /**
   * Judges one answer. What the answer does is never an error here, but a verdict.
   *
   * @throws JudgeError where the judge itself failed, after its own retries: never the model's fault
   * @throws DOMException "AbortError" when aborted
   */
  judge(answer: string, task: JudgedTask, options?: JudgeOptions): Promise<Judgement>;

  /**
   * Judges many, in batches over all workers; results in the order asked.
   *
   * @param options.onJudged is told of each as it comes
   */
  judgeMany(
    answers: readonly JudgedAnswer[],
    options?: { signal?: AbortSignal; onJudged?: (index: number, judgement: Judgement) => void },
  ): Promise<Judgement[]>;

  /** Ends all workers and removes the frame. What is still waiting is rejected with `disposed`. */
  dispose(): void;
}
