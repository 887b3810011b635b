import { EngineError } from '../../core/engine-error';

/** A signal that also fires when nothing has come for too long. */
export interface Deadline {
  signal: AbortSignal;
  /** Something came: the time begins anew. */
  touch(): void;
  /** Throws what ended the waiting, where it was ended: the visitor's reason, or 'no-answer'. */
  throwIfOver(): void;
  end(): void;
}

/**
 * @param seconds of silence after which the waiting ends
 * @param outer the visitor's own signal
 */
export function deadline(seconds: number, who: string, outer?: AbortSignal): Deadline {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout>;
  const stop = () => controller.abort(outer?.reason);
  const touch = () => {
    clearTimeout(timer);
    timer = setTimeout(
      () =>
        controller.abort(new EngineError('no-answer', `Nothing came from ${who} for ${seconds} seconds.`)),
      seconds * 1000,
    );
  };
  if (outer?.aborted) stop();
  outer?.addEventListener('abort', stop, { once: true });
  touch();
  return {
    signal: controller.signal,
    touch,
    throwIfOver: () => controller.signal.throwIfAborted(),
    end: () => {
      clearTimeout(timer);
      outer?.removeEventListener('abort', stop);
    },
  };
}
