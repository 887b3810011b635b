import { replayView } from './replay-view.svelte';

/** Milliseconds between scenes, time enough to read one. */
const pace = 1300;

/** Shows scenes one after the other, by hand or by itself. */
export class Player {
  readonly #length: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined = $state.raw();
  #shown: number = $derived.by(() => {
    // Read in any case: other scenes start anew.
    const length = this.#length();
    return replayView.atOnce ? length : 0;
  });

  /** @param length how many scenes there are; a change starts anew */
  constructor(length: () => number) {
    this.#length = length;
  }

  /** How many scenes have been shown. */
  get shown(): number {
    return Math.min(this.#shown, this.#length());
  }

  get isOver(): boolean {
    return this.shown >= this.#length();
  }

  get isPlaying(): boolean {
    return this.#timer !== undefined;
  }

  play(): void {
    this.step();
    if (!this.isOver) this.#timer = setTimeout(() => this.play(), pace);
  }

  step(): void {
    this.pause();
    this.#shown = this.shown + 1;
  }

  pause(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  showAll(): void {
    this.pause();
    replayView.atOnce = true;
    this.#shown = this.#length();
  }

  restart(): void {
    this.pause();
    replayView.atOnce = false;
    this.#shown = 0;
  }
}
