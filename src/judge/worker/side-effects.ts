import type { FileSystem, PyodideModule } from './pyodide';

const changing = [
  'unlink',
  'rename',
  'mkdir',
  'rmdir',
  'truncate',
  'ftruncate',
  'symlink',
  'mknod',
  'chmod',
].concat(['fchmod', 'utime', 'mount', 'unmount', 'chdir', 'createNode', 'dupStream']);

/** O_WRONLY, O_RDWR, O_CREAT, O_TRUNC. */
const writing = 0o1 | 0o2 | 0o100 | 0o1000;

type Callable = (this: unknown, ...args: never[]) => unknown;

/**
 * Notes what a heap rollback doesn't undo: files are JavaScript objects, and callbacks wait in the event loop.
 * A worker in which a trial did such a thing is replaced.
 */
export class SideEffects {
  readonly #files: FileSystem;
  readonly #streams: unknown[];
  #wrote = false;
  #scheduled = false;

  constructor(module: PyodideModule, scope: object) {
    this.#files = module.FS;
    for (const name of changing) this.#observe(this.#files, name, () => (this.#wrote = true));
    // Standard output and error go nowhere.
    this.#observe(this.#files, 'write', (stream) => {
      if ((stream as { fd: number }).fd > 2) this.#wrote = true;
    });
    this.#observe(this.#files, 'open', (_path, flags) => {
      if (typeof flags === 'string' ? /[wa+]/.test(flags) : Number(flags) & writing) this.#wrote = true;
    });
    for (const name of [
      'setTimeout',
      'setInterval',
      'setImmediate',
      'queueMicrotask',
      'requestAnimationFrame',
    ]) {
      this.#observe(scope as Record<string, unknown>, name, () => (this.#scheduled = true));
    }
    this.#streams = [...this.#files.streams];
  }

  reset(): void {
    this.#wrote = false;
    this.#scheduled = false;
  }

  get files(): boolean {
    const { streams } = this.#files;
    return (
      this.#wrote ||
      streams.length !== this.#streams.length ||
      streams.some((one, i) => one !== this.#streams[i])
    );
  }

  get callbacks(): boolean {
    return this.#scheduled;
  }

  #observe(target: Record<string, unknown>, name: string, note: (...args: unknown[]) => void): void {
    const original = target[name] as Callable | undefined;
    if (typeof original !== 'function') return;
    target[name] = function (this: unknown, ...args: never[]) {
      note(...args);
      return original.apply(this, args);
    };
  }
}
