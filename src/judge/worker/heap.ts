import type { PyodideModule } from './pyodide';

/**
 * A copy of the interpreter's memory to go back to: everything that Python code can change lies in it, but for
 * files and callbacks (see side-effects.ts).
 *
 * The stack grows down from its base to its end: what lies below the pointer is dead and isn't copied. Memory
 * behind the break (the end of what malloc ever asked for) is zero as long as the break hasn't moved.
 */
export class HeapImage {
  readonly #module: PyodideModule;
  readonly #pointer: number;
  readonly #break: number;
  readonly #stackEnd: number;
  readonly #below: Uint8Array;
  readonly #above: Uint8Array;

  constructor(module: PyodideModule) {
    this.#module = module;
    this.#pointer = module.stackSave();
    this.#break = module._sbrk(0);
    this.#stackEnd = module._emscripten_stack_get_end();
    this.#below = module.HEAPU8.slice(0, this.#stackEnd);
    this.#above = module.HEAPU8.slice(this.#pointer, this.#break);
  }

  /** Bytes of memory that the interpreter has now: it never shrinks. */
  get size(): number {
    return this.#module.HEAPU8.length;
  }

  restore(): void {
    const moved = this.#module._sbrk(0);
    // Read anew each time: growing replaces the view.
    const heap = this.#module.HEAPU8;
    this.#module.stackRestore(this.#pointer);
    heap.set(this.#below, 0);
    heap.set(this.#above, this.#pointer);
    if (moved > this.#break) heap.fill(0, this.#break, moved);
  }
}
