import type { Flag, Leniency } from '../contract';
import type { Interpreter } from './interpreter';
import { toJudgement } from './judgement';
import { failureOf, type Outcome, outcomeOf, type TrialRecord } from './outcome';
import type { Plan } from './plan';
import { Plans } from './plans';
import type { TrialRequest, TrialResult } from './trial';

/** An interpreter whose memory has grown beyond this is replaced: it never shrinks. */
const mostHeapBytes = 128 * 2 ** 20;

/** Comparing plain values takes microseconds; showing a huge one, somewhat longer. */
const compareSeconds = 1;

/** After these a rollback isn't enough, or isn't to be relied on. */
const recyclingFlags: Flag[] = ['wrote-files', 'left-callbacks', 'large-heap', 'tampering'];

/**
 * Judges one trial after the other in one interpreter, rolling its heap back after each.
 *
 * Generated code and what is expected of it never meet: code gives values, the heap is rolled back, and only then
 * are the values compared. What can't be carried over (values of other than plain types, tests that can't be taken
 * apart) is compared beside the code, and counts only where the code didn't look into the interpreter.
 */
export class Machine {
  readonly #interpreter: Interpreter;
  readonly #plans: Plans;

  constructor(interpreter: Interpreter) {
    this.#interpreter = interpreter;
    this.#plans = new Plans(interpreter.python);
  }

  /**
   * @param announce is told what was found, before it is run
   */
  judge(
    request: TrialRequest,
    announce?: (found: { code: string; leniency: Leniency[] }) => void,
  ): TrialResult {
    const { effects, heap } = this.#interpreter;
    const record: TrialRecord = {
      request,
      code: '',
      leniency: [],
      outcomes: request.tests.map(() => ({ state: 'not-run' })),
      stdout: '',
      seconds: 0,
      flags: new Set(),
    };
    effects.reset();
    this.#guarded(record, () => this.#run(record, announce));
    if (effects.files) record.flags.add('wrote-files');
    if (effects.callbacks) record.flags.add('left-callbacks');
    if (heap.size > mostHeapBytes) record.flags.add('large-heap');
    if (record.ended?.verdict !== 'crash') {
      this.#guarded(record, () => {
        heap.restore();
        this.#compare(record);
      });
    }
    const crashed = record.ended?.verdict === 'crash';
    const recycle = crashed || recyclingFlags.some((flag) => record.flags.has(flag));
    return { run: request.run, judgement: toJudgement(record), recycle };
  }

  /** Our Python functions catch what code raises: what comes out of them is the deadline, or the end. */
  #guarded(record: TrialRecord, step: () => void): void {
    const { deadline } = this.#interpreter;
    try {
      step();
    } catch (error) {
      record.ended = { verdict: 'crash', error: `The interpreter ended: ${messageOf(error)}` };
    }
    deadline.stop();
    if (deadline.tripped) {
      record.ended = { verdict: 'timeout', error: `Stopped after ${record.request.deadlineSeconds} s.` };
    }
  }

  #run(record: TrialRecord, announce?: (found: { code: string; leniency: Leniency[] }) => void): void {
    const { deadline, python } = this.#interpreter;
    const { tests, chosen, setup, deadlineSeconds } = record.request;
    deadline.start(deadlineSeconds);
    const { entryPoint, plans } = this.#plans.of(tests, record.request.entryPoint);
    const broken = plans.find((plan) => plan.kind === 'broken');
    if (broken) {
      record.ended = { verdict: 'setup-error', error: `A test of the task is not Python.\n${broken.error}` };
    } else if (chosen.length === 0) {
      record.ended = { verdict: 'setup-error', error: 'The task has no test to judge by.' };
    }
    if (record.ended || !this.#find(record, entryPoint)) return;
    announce?.({ code: record.code, leniency: record.leniency });

    const begun = performance.now();
    try {
      const said = python.begin(record.code, setup, entryPoint);
      if (said) record.ended = failureOf(said);
      else for (const index of chosen) this.#test(record, index, plans[index]);
    } finally {
      record.seconds = (performance.now() - begun) / 1000;
    }
    this.#lookBack(record);
  }

  /** Is there code to run? */
  #find(record: TrialRecord, entryPoint: string): boolean {
    const { form, text, strictness } = record.request;
    record.code = text;
    if (form === 'code') return true;
    const found = this.#interpreter.python.find(text, entryPoint, strictness === 'strict');
    Object.assign(record, JSON.parse(found) as { code: string; leniency: Leniency[] });
    if (record.code.trim()) return true;
    record.ended = { verdict: 'no-code', error: 'The answer holds no code.' };
    return false;
  }

  #test({ outcomes, request }: TrialRecord, index: number, plan: Plan): void {
    const { deadline, python } = this.#interpreter;
    if (deadline.tripped) return;
    // Where Python doesn't come back from this test, it stays an error.
    outcomes[index] = { state: 'error', failure: { verdict: 'test-error', error: '' } };
    if (plan.kind === 'split') outcomes[index] = this.#split(plan);
    else outcomes[index] = this.#distrustOwn(outcomeOf(python.whole(request.tests[index]), true));
  }

  #split(plan: Plan & { kind: 'split' }): Outcome {
    const { python } = this.#interpreter;
    const packed: string[] = [];
    python.forget();
    for (const call of plan.calls) {
      const said = python.call(call);
      if (said.startsWith('v')) packed.push(said.slice(1));
      else if (said !== 'o') return outcomeOf(said, true);
    }
    if (plan.clean && packed.length === plan.calls.length) return { state: 'values', plan, packed };
    const outcome = outcomeOf(python.settle(plan.shape, plan.left), true);
    return plan.clean ? this.#distrustOwn(outcome) : outcome;
  }

  /** Plain values were expected, and a type of the code's own claims to equal them. */
  #distrustOwn(outcome: Outcome): Outcome {
    const claims = outcome.state === 'pass' && this.#ending().suspicious;
    return claims
      ? { state: 'fail', error: 'AssertionError: equal only by an equality of its own' }
      : outcome;
  }

  #compare({ outcomes }: TrialRecord): void {
    const { deadline, python } = this.#interpreter;
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.state !== 'values') continue;
      deadline.start(compareSeconds);
      const { shape, left } = outcome.plan;
      outcomes[index] = outcomeOf(python.judge_values(shape, left, ...outcome.packed), false);
    }
  }

  #lookBack(record: TrialRecord): void {
    const { stdout, printed, suspicious, tampering } = this.#ending();
    record.stdout = stdout;
    if (printed > stdout.length) record.flags.add('output-capped');
    if (suspicious) record.flags.add('suspicious-eq');
    if (tampering) record.flags.add('tampering');
  }

  #ending() {
    // 's' suspicious, 't' tampering, '|', characters printed, '|', the first of them.
    const [, flags, printed, stdout] = /^(\w*)\|(\d+)\|(.*)$/s.exec(this.#interpreter.python.ending())!;
    return {
      suspicious: flags.includes('s'),
      tampering: flags.includes('t'),
      printed: Number(printed),
      stdout,
    };
  }
}

function messageOf(error: unknown): string {
  if (error instanceof RangeError && error.message.includes('call stack')) {
    return 'the browser’s stack is full. Recursion through builtins and decorators gets some 300 levels deep here.';
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.trim().split('\n').at(-1)!.slice(0, 300);
}
