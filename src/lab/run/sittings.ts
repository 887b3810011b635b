import type { PauseReason } from './contract';
import type { SessionOptions } from './desk';
import { standstillReasons } from './reasons';
import { Session } from './session';
import type { Stage } from './stage';

interface SittingsOptions extends Omit<SessionOptions, 'onIdle'> {
  stage: Stage;
  /** What became of the experiment is to be kept for the list of all. */
  keepStatus(status: 'paused' | 'done'): Promise<void>;
}

/** The sessions of a run, one after the other: how each begins, why it is closed, and what the run is after it. */
export class Sittings {
  readonly #options: SittingsOptions;
  #session: Session | undefined;
  /** Why the session is being closed. */
  #reasons: PauseReason[] = [];
  #closed: (() => void)[] = [];

  constructor(options: SittingsOptions) {
    this.#options = options;
  }

  /** The one that is at work. */
  get session(): Session | undefined {
    return this.#session;
  }

  begin(): void {
    this.#reasons = [];
    const session = new Session({ ...this.#options, onIdle: () => void this.#idle(session) });
    this.#session = session;
    this.#options.stage.enter({ kind: 'running' });
    session.begin();
  }

  /** A reason that will be told once the session has ended. */
  note(reason: PauseReason): void {
    this.#reasons.push(reason);
  }

  /** Nothing more is asked; what is out is awaited. */
  close(reason: PauseReason): void {
    this.note(reason);
    const { stage } = this.#options;
    if (stage.phase.kind !== 'running') return;
    stage.enter({ kind: 'pausing', inFlight: this.#session!.desk.calls.size });
    this.#session!.close();
  }

  /** Resolves when no session is at work. */
  async ended(): Promise<void> {
    if (this.#session) await new Promise<void>((resolve) => this.#closed.push(resolve));
  }

  async #idle(session: Session): Promise<void> {
    const { stage, books, writer, judging, keepStatus } = this.#options;
    if (session !== this.#session) return;
    await writer.rest();
    if (session !== this.#session || session.desk.calls.size > 0) return;
    const reasons = session.desk.isClosing
      ? this.#reasons
      : standstillReasons(session.desk.lanes, books.failures, judging.failed);
    this.#session = undefined;
    for (const resolve of this.#closed.splice(0)) resolve();
    if (stage.isGone) return;
    await keepStatus(reasons.length > 0 ? 'paused' : 'done');
    // Another may have begun meanwhile.
    if (this.#session || stage.isGone) return;
    const shown = reasons.map((reason) =>
      reason.kind === 'store' ? { ...reason, unsaved: writer.unsaved } : reason,
    );
    stage.enter(shown.length > 0 ? { kind: 'paused', reasons: shown } : { kind: 'done' });
  }
}
