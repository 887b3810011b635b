import type { Answer } from '../../core/engine';
import { type AgreementRule, normalAnswer } from '../../core/searching/agreement';
import type { RecordedTask, Trial } from '../../core/experiment';
import type { PolicyAttempt, PolicyRun } from '../../core/run-policy';
import { recordedTrials, type TrialSource } from '../../core/trial-source';
import type { Judge, Judgement } from '../../judge/contract';
import type { LiveModel } from '../../lab/live-model';
import { type LiveTask, liveTrials } from '../../lab/live-trials';
import { type AnswerCost, knownDollars, type RouteCost, routeCost } from '../../lab/routing/cost';
import { bestAttempt, route } from '../../lab/routing/route';
import type { Router, RouterPrediction } from '../../router/router';
import { pageEngines } from '../models/page-engines';
import { pageJudge } from '../state/judge.svelte';
import { seed } from '../state/study-state.svelte';
import type { StandIn } from './stand-ins.svelte';

/** One model’s turn, as far as it has come. */
export interface Turn {
  /** The router’s model, by its position. */
  model: number;
  /** What was asked in its place; undefined where the answer was recorded. */
  live?: LiveModel;
  phase: 'preparing' | 'asking' | 'judging' | 'passed' | 'failed' | 'unchecked' | 'unavailable' | 'stopped';
  /** What was written so far. */
  text: string;
  answer?: Answer;
  judgement?: Judgement;
  trial?: Trial;
  /** Milliseconds since 1970. */
  answeredAt?: number;
  error?: unknown;
}

/** What is routed, by what. Nothing in it changes while it runs. */
export interface Order {
  router: Router;
  point: number;
  prediction: RouterPrediction;
  task: LiveTask;
  dataset: string;
  /** How many of the first tests models are shown, and answers checked with. */
  checked: number;
  /** Where nothing can be checked: several samples of one model are to agree. */
  agreement?: AgreementRule;
  /** What is asked; undefined where recorded trials are replayed. */
  standIns?: readonly StandIn[];
  recorded?: RecordedTask;
}

export type RunStatus =
  | { kind: 'idle' }
  /** `checking`: are its tests Python? */
  | { kind: 'running'; checking?: true }
  | { kind: 'done'; run: PolicyRun; shown?: number; cost: RouteCost }
  | { kind: 'stopped' }
  /** `task`: it is the task that must be put right. Else something failed that is no answer’s fault. */
  | { kind: 'failed'; error: unknown; task: boolean };

/** The most tokens of one answer. */
export const sampling = { temperature: 1, maxTokens: 1024 };

/** Routes one task after the other; a new one, or `stop`, ends the one before. */
export class RoutingRun {
  status = $state.raw<RunStatus>({ kind: 'idle' });
  turns = $state.raw<readonly Turn[]>([]);
  order = $state.raw<Order>();
  readonly #onDone: (order: Order, status: Extract<RunStatus, { kind: 'done' }>) => void;
  #controller = new AbortController();
  #attempts: PolicyAttempt[] = [];
  /** Each that came, by model and number: one that was stopped before it was judged is not paid for twice. */
  #answers: Record<string, Answer> = {};

  constructor(onDone: (order: Order, status: Extract<RunStatus, { kind: 'done' }>) => void) {
    this.#onDone = onDone;
  }

  get isRunning(): boolean {
    return this.status.kind === 'running';
  }

  stop(): void {
    this.#controller.abort();
  }

  /** Nothing is shown of an earlier task any more. */
  clear(): void {
    this.stop();
    // What the task before still tells is not heard.
    this.#controller = new AbortController();
    this.order = undefined;
    this.turns = [];
    this.status = { kind: 'idle' };
  }

  async start(order: Order): Promise<void> {
    this.clear();
    this.order = order;
    this.#attempts = [];
    this.#answers = {};
    await this.#run(order);
  }

  /** Goes on where it was stopped, or where something failed: what was answered stays. */
  async goOn(): Promise<void> {
    if (!this.order || this.isRunning) return;
    this.turns = this.turns.filter(({ trial, phase }) => trial !== undefined || phase === 'unavailable');
    await this.#run(this.order);
  }

  async #run(order: Order): Promise<void> {
    const { signal } = (this.#controller = new AbortController());
    const show = (status: RunStatus) => {
      if (this.#controller.signal === signal) this.status = status;
    };
    const { router, task, checked, standIns, recorded } = order;
    try {
      show({ kind: 'running', ...(standIns && checked > 0 && { checking: true }) });
      const problem = standIns && checked > 0 ? await problemOfTests(task, signal) : undefined;
      if (problem) return show({ kind: 'failed', error: problem, task: true });
      show({ kind: 'running' });
      const run = await route(
        {
          ...order,
          source: recorded
            ? recordedTrials({ tasks: [recorded], models: router.file.models })
            : this.#source(order, signal),
          unavailable: this.#unavailable(order),
          before: this.#attempts,
          ...(order.agreement && { returned: () => this.#lastCode() }),
        },
        {
          signal,
          onAttempt: (model, attempt) => this.#tell(signal, order, model, attempt),
          onUnavailable: (_, error) => this.#change(signal, { phase: 'unavailable', error }),
        },
      );
      const accepted = run.accepted ?? bestAttempt(run.attempts, checked);
      const done = {
        ...{ kind: 'done' as const, run, cost: this.#cost(order) },
        ...(accepted !== undefined && { shown: accepted }),
      };
      show(done);
      this.#onDone(order, done);
    } catch (error) {
      this.#change(signal, { phase: 'stopped' }, ({ trial, phase }) => !trial && phase !== 'unavailable');
      show(signal.aborted ? { kind: 'stopped' } : { kind: 'failed', error, task: false });
    }
  }

  #source({ standIns = [], task, checked }: Order, signal: AbortSignal): TrialSource {
    const models = standIns.map(({ live }) => live!);
    const answers = this.#answers;
    const toJudge = task.tests.length > 0 ? task : { ...task, tests: ['pass'] };
    const judge: Pick<Judge, 'judge'> = {
      judge: async (answer, _, options) => (await pageJudge.get()).judge(answer, toJudge, options),
    };
    return liveTrials({
      models,
      engineOf: async (index) => {
        const engine = await pageEngines.prepare(models[index], signal);
        this.#change(signal, { phase: 'asking' });
        return engine;
      },
      judge: judge as Judge,
      textOf: async () => task,
      sampling,
      visibleTests: checked,
      seed,
      onToken: ({ text }) => this.#change(signal, (turn) => ({ text: turn.text + text })),
      answered: (model, index) => answers[`${model} ${index}`],
      onAnswer: (answer, model, index) => {
        answers[`${model} ${index}`] = answer;
        this.#change(signal, { phase: 'judging', answer, text: answer.text, answeredAt: Date.now() });
      },
      onTrial: ({ judgement }) => this.#change(signal, { judgement }),
    });
  }

  /** The code that the last answer came to; null where it doesn’t run. */
  #lastCode(): string | null {
    const { judgement } = this.turns.at(-1) ?? {};
    return judgement?.verdict === 'pass' ? normalAnswer(judgement.code) : null;
  }

  #unavailable({ standIns }: Order): number[] {
    const failed = this.turns.filter(({ phase }) => phase === 'unavailable').map(({ model }) => model);
    return [...failed, ...(standIns ?? []).flatMap(({ lacks }, k) => (lacks ? [k] : []))];
  }

  #tell(signal: AbortSignal, order: Order, model: number, attempt?: PolicyAttempt): void {
    if (this.#controller.signal !== signal) return;
    if (!attempt) {
      const live = order.standIns?.[model].live;
      this.turns = [...this.turns, { model, ...(live && { live }), phase: 'preparing', text: '' }];
      return;
    }
    this.#attempts = [...this.#attempts, attempt];
    const phase = { pass: 'passed', fail: 'failed', unknown: 'unchecked' } as const;
    this.#change(signal, { trial: attempt.trial, phase: phase[attempt.visible] });
  }

  /** Changes the last turn, unless another task has begun. */
  #change(
    signal: AbortSignal,
    change: Partial<Turn> | ((turn: Turn) => Partial<Turn>),
    applies: (turn: Turn) => boolean = () => true,
  ): void {
    const last = this.turns.at(-1);
    if (this.#controller.signal !== signal || !last || !applies(last)) return;
    const changed = { ...last, ...(typeof change === 'function' ? change(last) : change) };
    this.turns = [...this.turns.slice(0, -1), changed];
  }

  #cost({ router, standIns }: Order): RouteCost {
    const answers = this.turns.flatMap(({ model, answer, live, trial }): AnswerCost[] => {
      if (trial === undefined) return [];
      const dollars = live && answer && knownDollars(live, answer.usage);
      const usage = answer?.usage ?? { input: 0, output: 0 };
      return [{ model, usage, ...(dollars !== undefined && { dollars }) }];
    });
    const unitCosts = router.file.models.map(({ unitCost }) => unitCost);
    return routeCost(answers, unitCosts, standIns?.at(-1)?.live);
  }
}

/** Why a task’s tests can’t be run, before anything is paid; undefined where they are Python. */
async function problemOfTests(task: LiveTask, signal: AbortSignal): Promise<Error | undefined> {
  const judge = await pageJudge.get();
  // All tests are read before the first is run, and that one fails for want of a function.
  const { verdict, error } = await judge.judge('pass', task, { form: 'code', tests: [0], signal });
  return verdict === 'setup-error' ? new Error(error ?? 'Its tests are not Python.') : undefined;
}
