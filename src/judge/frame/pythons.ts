import type { Place } from '../contract';
import type { PythonFiles, SnapshotMessage, StartMessage } from '../protocol';

type OnBroken = (id: number, message: string) => void;

/** How long a worker that does nothing may take to say so. */
const probeMilliseconds = 5000;

/** Starts and ends Pythons: the first one cold, the others from its snapshot. */
export class Pythons {
  readonly place: Place;
  readonly notice?: string;
  readonly #files: StartMessage['files'];
  readonly #wasm: WebAssembly.Module;
  readonly #script: string;
  readonly #onBroken: OnBroken;
  readonly #workers = new Map<number, Worker>();
  #snapshot?: Uint8Array<ArrayBuffer>;

  private constructor(
    files: StartMessage['files'],
    wasm: WebAssembly.Module,
    script: string,
    onBroken: OnBroken,
    refusal: string | undefined,
  ) {
    this.#files = files;
    this.#wasm = wasm;
    this.#script = script;
    this.#onBroken = onBroken;
    this.place = refusal === undefined ? 'workers' : 'frame';
    this.notice = refusal;
  }

  /** Takes Python's files, and finds out whether there may be workers. */
  static async open(files: PythonFiles, worker: string, onBroken: OnBroken): Promise<Pythons> {
    const { wasm, ...rest } = files;
    const [compiled, refusal] = await Promise.all([WebAssembly.compile(wasm), workerRefusal()]);
    const script = scriptUrl(worker);
    const pythons = new Pythons(rest, compiled, script, onBroken, refusal);
    if (refusal !== undefined) await loadScript(script);
    return pythons;
  }

  /** Starts a Python that talks to the page over the port. */
  spawn(id: number, port: MessagePort): void {
    const message: StartMessage = { files: this.#files, wasm: this.#wasm, snapshot: this.#snapshot, port };
    const keep = ({ snapshot }: SnapshotMessage) => (this.#snapshot = snapshot);
    if (this.place === 'frame') {
      const { startPython } = globalThis as unknown as {
        startPython(message: StartMessage, keep: (message: SnapshotMessage) => void): void;
      };
      startPython(message, keep);
      return;
    }
    const worker = new Worker(this.#script);
    worker.addEventListener('error', (event) => this.#onBroken(id, event.message || 'the worker failed'));
    // Only while it starts: what generated code might say here isn't listened to.
    if (!this.#snapshot) {
      worker.addEventListener('message', ({ data }: MessageEvent<SnapshotMessage>) => keep(data), {
        once: true,
      });
    }
    worker.postMessage(message, [port]);
    this.#workers.set(id, worker);
  }

  kill(id: number): void {
    this.#workers.get(id)?.terminate();
    this.#workers.delete(id);
  }
}

/** Why this browser gives an opaque frame no worker; undefined where it does. */
async function workerRefusal(): Promise<string | undefined> {
  const url = scriptUrl('postMessage(0)');
  let worker: Worker | undefined;
  try {
    const probe = (worker = new Worker(url));
    await new Promise<void>((resolve, reject) => {
      probe.onmessage = () => resolve();
      probe.onerror = (event) => reject(new Error(event.message || 'the worker was not started'));
      setTimeout(() => reject(new Error('the worker never answered')), probeMilliseconds);
    });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    worker?.terminate();
    URL.revokeObjectURL(url);
  }
}

function scriptUrl(source: string): string {
  return URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
}

function loadScript(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error('the frame may not run scripts'));
    document.head.append(script);
  });
}
