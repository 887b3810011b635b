import { EngineError } from '../../core/engine-error';
import type { TuningEvent } from '../../engines/openai/fine-tuning/events';
import type { Connection } from '../../engines/openai/settings';
import type { Problem, TaskAnswer, Tuning, TuningServices } from './contract';
import { type KeptTunings, NotKept } from './kept';

/** A tuning at work, from a start to the next standstill. */
export interface Work {
  readonly tuning: Tuning;
  readonly services: TuningServices;
  readonly kept: KeptTunings;
  readonly signal: AbortSignal;
  /** In the order in which they came. */
  readonly events: TuningEvent[];
  readonly answers: Map<string, TaskAnswer>;
  /** Tasks whose request is out, or was when the page was closed. */
  readonly out: Set<string>;
  /** Tells the visitor what is being done. */
  doing(words: string): void;
  /** Tells of a failure that is waited out; undefined: it has passed. */
  passing(problem?: string): void;
  /** Keeps changes, and then shows them. @throws NotKept */
  change(changes: Partial<Tuning>): Promise<void>;
  /** Shows what was changed in place. */
  changed(): void;
}

/** Why a tuning stands still although the visitor didn't stop it. */
export class Standstill extends Error {
  override name = 'Standstill';
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

/** What any failure is told as. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Standstill) return error.problem;
  if (error instanceof EngineError) {
    const { code, message, remedy } = error;
    return { code, message, remedy };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof NotKept) {
    return { code: 'not-kept', message, remedy: 'Make room in this browser, then go on.' };
  }
  return { code: 'unexpected', message, remedy: 'Try again; if it fails again, reload the page.' };
}

/** @throws Standstill where the connection was removed */
export function connectionOf({ services }: Work, id: string): Connection {
  const connection = services.connection(id);
  if (connection) return connection;
  throw new Standstill({
    code: 'no-connection',
    message: 'The connection that this was set up with is not here any more.',
    remedy: 'Add it again on the models page, then set this up anew, or go on with the model’s id.',
  });
}
