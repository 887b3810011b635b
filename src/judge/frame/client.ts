import type { Place } from '../contract';
import { JudgeError } from '../judge-error';
import type { MachineEvents, MachineLink } from '../pool/link';
import {
  type FromFrame,
  type FromPython,
  greeting,
  type PythonFiles,
  type ToFrame,
  type ToPython,
} from '../protocol';

/** How long the frame's page may take to answer. */
const greetMilliseconds = 15_000;

/** The page's end of the judge's frame. */
export class Frame {
  readonly place: Place;
  /** Why Python doesn't run in workers, where it doesn't. */
  readonly notice?: string;
  readonly #element: HTMLIFrameElement;
  readonly #port: MessagePort;
  readonly #broken = new Map<number, (message: string) => void>();
  #ids = 0;

  private constructor(element: HTMLIFrameElement, port: MessagePort, opened: FromFrame & { type: 'open' }) {
    this.#element = element;
    this.#port = port;
    this.place = opened.place;
    this.notice = opened.notice;
    port.onmessage = ({ data }: MessageEvent<FromFrame>) => {
      if (data.type === 'broken') this.#broken.get(data.id)?.(data.message);
    };
  }

  /**
   * Adds the frame to the page, and hands Python's files to it.
   *
   * @param address of the frame's page
   * @param worker the script of a worker
   * @throws JudgeError "unavailable" where its page is neither kept here nor to be fetched, "refused" where the browser
   *   allows no such frame
   */
  static async open(address: string, files: PythonFiles, worker: string): Promise<Frame> {
    const element = document.createElement('iframe');
    // Nothing else: with allow-same-origin, generated code would be in the app's own origin.
    element.setAttribute('sandbox', 'allow-scripts');
    element.hidden = true;
    element.title = 'The judge';
    element.src = address;
    try {
      const port = await greet(element);
      const transfer = [files.wasm, files.library];
      port.postMessage({ type: 'open', files, worker } satisfies ToFrame, transfer);
      const opened = await nextMessage(port);
      if (opened.type === 'open') return new Frame(element, port, opened);
      throw new Error(opened.type === 'not-open' ? opened.message : `unexpected ${opened.type}`);
    } catch (error) {
      element.remove();
      if (!(await isServed(address))) {
        throw new JudgeError(
          'unavailable',
          'The closed frame that generated code runs in is not kept in this browser, and could not be fetched now. ' +
            'Open this page once with a network, and try again.',
          true,
          { cause: error },
        );
      }
      throw new JudgeError(
        'refused',
        'This browser doesn’t let the page open the closed frame that generated code runs in. ' +
          'Recorded experiments work all the same.',
        false,
        { cause: error },
      );
    }
  }

  /** Starts a Python. Where there are no workers, the frame has room for one. */
  spawn(events: MachineEvents): MachineLink {
    const id = ++this.#ids;
    const { port1: port, port2 } = new MessageChannel();
    this.#broken.set(id, events.onFailed);
    port.onmessage = ({ data }: MessageEvent<FromPython>) => {
      switch (data.type) {
        case 'started':
          return events.onStarted();
        case 'not-started':
          return events.onFailed(data.message);
        case 'found':
          return events.onFound(data.run, data);
        case 'result':
          return events.onResult(data.result);
      }
    };
    this.#tell({ type: 'spawn', id, port: port2 }, [port2]);
    return {
      send: (request, announce) => port.postMessage({ type: 'trial', request, announce } satisfies ToPython),
      kill: () => {
        this.#broken.delete(id);
        port.close();
        this.#tell({ type: 'kill', id });
      },
    };
  }

  close(): void {
    this.#port.close();
    this.#element.remove();
  }

  #tell(message: ToFrame, transfer: Transferable[] = []): void {
    this.#port.postMessage(message, transfer);
  }
}

/** Loads the frame's page, and hands it a port once it has loaded. */
async function greet(element: HTMLIFrameElement): Promise<MessagePort> {
  await new Promise<void>((resolve) => {
    element.addEventListener('load', () => resolve(), { once: true });
    document.body.append(element);
  });
  const { port1, port2 } = new MessageChannel();
  // An opaque origin has no name to address it by; nothing secret is ever told.
  element.contentWindow?.postMessage(greeting, '*', [port2]);
  const answer = await nextMessage(port1, greetMilliseconds);
  if (answer.type !== 'here') throw new Error(`unexpected ${answer.type}`);
  return port1;
}

/**
 * Can the frame's page be had from its server? By HEAD, which no service worker answers from what it has kept: the frame
 * is out of its reach, too.
 */
async function isServed(address: string): Promise<boolean> {
  return fetch(address, { method: 'HEAD', cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
}

function nextMessage(port: MessagePort, milliseconds = 60_000): Promise<FromFrame> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the frame never answered')), milliseconds);
    port.onmessage = ({ data }: MessageEvent<FromFrame>) => {
      clearTimeout(timer);
      resolve(data);
    };
  });
}
