import { type AgreementRule, untilAgreement } from '../../core/searching/agreement';
import type { Policy } from '../../core/policy';
import { EngineError } from '../../core/engine-error';
import type { Task } from '../../core/experiment';
import { type PolicyAttempt, type PolicyRun, runPolicy } from '../../core/run-policy';
import type { TrialSource } from '../../core/trial-source';
import type { Router, RouterPrediction } from '../../router/router';

/** A task on its way through a router. */
export interface Routing {
  router: Router;
  /** Which of the router’s points. */
  point: number;
  prediction: RouterPrediction;
  task: Task;
  /** How many of the first tests answers are checked with. */
  checked: number;
  /** Recorded trials, or models asked now. */
  source: TrialSource;
  /** Models that can’t be asked from the start, by their position. */
  unavailable: readonly number[];
  /** Where nothing can be checked: to take an answer that several samples agree on, rather than one by prediction. */
  agreement?: AgreementRule;
  /** What an answer came to, in normal form, where agreement counts. */
  returned?: (model: number, index: number) => string | null;
  /** Attempts that were made before it was stopped: it goes on from them. */
  before?: readonly PolicyAttempt[];
}

export interface RoutingListener {
  signal: AbortSignal;
  /** Told before each attempt, and after it. */
  onAttempt(model: number, attempt?: PolicyAttempt): void;
  /** A model could not be asked: it is left out from here on. */
  onUnavailable(model: number, error: EngineError): void;
}

/**
 * Carries a router’s plan out on one task: asks, checks, goes on to another model where an answer fails. A model that
 * can’t be asked counts neither as right nor as wrong: the plan goes round it.
 *
 * @throws whatever the source throws but for EngineErrors; DOMException "AbortError" when aborted
 */
export async function route(
  routing: Routing,
  { signal, onAttempt, onUnavailable }: RoutingListener,
): Promise<PolicyRun> {
  const { prediction, task, checked, source, before = [], returned } = routing;
  const out = new Set(routing.unavailable);
  const attempts = [...before];
  for (;;) {
    let asked = -1;
    try {
      return await runPolicy(policyAround(routing, out), prediction, task, source, {
        visibleTests: checked,
        ...(returned && { returned: (_, model, index) => returned(model, index) }),
        attempts: [...attempts],
        signal,
        onAttempt: (model, attempt) => {
          asked = model;
          if (attempt) attempts.push(attempt);
          onAttempt(model, attempt);
        },
      });
    } catch (error) {
      if (signal.aborted || !(error instanceof EngineError)) throw error;
      out.add(asked);
      onUnavailable(asked, error);
    }
  }
}

/** What decides, without the models that are out. */
function policyAround({ router, point, prediction, agreement }: Routing, out: ReadonlySet<number>): Policy {
  if (!agreement || prediction.canCheck || out.has(agreement.model)) {
    return router.policyFor(prediction, { point, unavailable: [...out] });
  }
  const { otherwise, ...rest } = agreement;
  const isThere = otherwise !== undefined && !out.has(otherwise);
  return untilAgreement({ ...rest, ...(isThere && { otherwise }) });
}

/**
 * The attempt that passed most of the tests it was checked with, the last of equals: what is shown where none passed all.
 *
 * @returns its position; undefined where there was no attempt
 */
export function bestAttempt(attempts: readonly PolicyAttempt[], checked: number): number | undefined {
  const held = attempts.map(
    ({ trial }) => [...trial.slice(0, checked)].filter((digit) => digit === '1').length,
  );
  const most = Math.max(...held);
  return attempts.length > 0 ? held.lastIndexOf(most) : undefined;
}
