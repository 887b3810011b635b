import type { RunPhase } from './contract';

/** Which phase a run is in. One that is gone stays so. */
export class Stage {
  #phase: RunPhase = { kind: 'idle' };
  readonly #onEntered: () => void;

  constructor(onEntered: () => void) {
    this.#onEntered = onEntered;
  }

  get phase(): RunPhase {
    return this.#phase;
  }

  get isGone(): boolean {
    return this.#phase.kind === 'gone';
  }

  enter(phase: RunPhase): void {
    if (this.isGone) return;
    this.#phase = phase;
    this.#onEntered();
  }
}
