import type { ExperimentChange } from './contract';

const channelName = 'complexitynet-experiments';

/** What of `BroadcastChannel` is used. */
export type Channel = Pick<BroadcastChannel, 'postMessage' | 'onmessage'>;

function ownChannel(): Channel | undefined {
  return typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(channelName);
}

/** Tells of changes, in this tab and to the others. */
export class Changes {
  readonly #listeners = new Set<(change: ExperimentChange) => void>();
  readonly #open: () => Channel | undefined;
  /** Null where this browser has none: then other tabs hear nothing. */
  #channel: Channel | null | undefined;

  /** @param open opened at the first use: a page without experiments needs none */
  constructor(open: () => Channel | undefined = ownChannel) {
    this.#open = open;
  }

  tell(change: ExperimentChange): void {
    this.#connected()?.postMessage(change);
    this.#hear(change);
  }

  on(experiment: string | null, callback: (change: ExperimentChange) => void): () => void {
    this.#connected();
    const listener = (change: ExperimentChange) => {
      const isOfAll = change.experiment === undefined && change.kind !== 'recordings';
      if (experiment === null || isOfAll || change.experiment === experiment) {
        callback(change);
      }
    };
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #connected(): Channel | null {
    if (this.#channel === undefined) {
      this.#channel = this.#open() ?? null;
      if (this.#channel) {
        this.#channel.onmessage = ({ data }: MessageEvent) => this.#hear(data as ExperimentChange);
      }
    }
    return this.#channel;
  }

  #hear(change: ExperimentChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}
