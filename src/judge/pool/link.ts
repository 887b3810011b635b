import type { Leniency } from '../contract';
import type { TrialRequest, TrialResult } from '../worker/trial';

/** What a Python tells. */
export interface MachineEvents {
  onStarted(): void;
  /** It is of no use any more, through no fault of generated code as far as is known. */
  onFailed(message: string): void;
  /** What was found in an answer, before it is run; only where asked for. */
  onFound(run: number, found: { code: string; leniency: Leniency[] }): void;
  onResult(result: TrialResult): void;
}

/** A Python, wherever it runs. Requests are judged in the order sent. */
export interface MachineLink {
  send(request: TrialRequest, announce: boolean): void;
  kill(): void;
}

export type Spawn = (events: MachineEvents) => MachineLink;
