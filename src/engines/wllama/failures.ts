import { EngineError } from '../../core/engine-error';

/** Bytes of WebAssembly memory that llama.cpp can have: 4 GiB. */
export const memoryLimit = 2 ** 32;

const noMemory =
  /out of memory|bad_alloc|enlarge memory|\boom\b|failed to allocate|unable to allocate|alloc.*fail/i;

const damaged = /not within the file bounds|corrupted or incomplete|failed to read|unexpectedly reached end/i;
const complaint = /error|fail|unknown|unsupported|missing|invalid/i;

/** What an answer of a server that isn't the file means. */
export function statusFailure(status: number, url: string): EngineError {
  if (status === 404 || status === 410) {
    return new EngineError('not-hosted', `There is no file at ${url} (${status}).`, {
      remedy: 'Check the address: of a split model it is that of its first part.',
    });
  }
  if (status === 401 || status === 403) {
    return new EngineError(
      'download-failed',
      `${host(url)} does not give the file to everyone (${status}).`,
      {
        retryable: false,
        remedy: 'Download the file yourself, where you are signed in, and choose it from the disk.',
      },
    );
  }
  const isBusy = status === 429 || status >= 500;
  return new EngineError('download-failed', `${host(url)} answered ${status} when asked for the file.`, {
    retryable: isBusy,
    ...(isBusy ? {} : { remedy: 'Check the address.' }),
  });
}

/**
 * What it means where a file could not be fetched at all, or broke off.
 *
 * @param received bytes that had come
 */
export function fetchFailure(error: unknown, url: string, received: number, isOnline: boolean): EngineError {
  const options = { cause: error };
  if (!isOnline) return new EngineError('offline', 'The network went away during the download.', options);
  if (received > 0) {
    return new EngineError(
      'download-failed',
      `The download from ${host(url)} broke off after ${megabytes(received)}.`,
      {
        ...options,
        remedy: 'Try again: parts that are whole are kept, others are fetched from their beginning.',
      },
    );
  }
  return new EngineError(
    'download-failed',
    `The file could not be fetched from ${host(url)}: it doesn’t answer, or doesn’t let pages of other sites in (CORS).`,
    { ...options, remedy: 'Check the address, or download the file yourself and choose it from the disk.' },
  );
}

/** What it means where the browser could not keep a file. */
export function storageFailure(error: unknown, name: string): EngineError {
  const kind = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (kind === 'QuotaExceededError') {
    return new EngineError('quota', `The browser has no room left for ${name}.`, { cause: error });
  }
  if (kind === 'NoModificationAllowedError') {
    return new EngineError('load-failed', `${name} is in use in another tab.`, {
      cause: error,
      remedy: 'Close the other tab, or wait until it is done.',
    });
  }
  return new EngineError('load-failed', `The browser could not keep ${name}: ${messageOf(error)}`, {
    cause: error,
  });
}

/**
 * What it means where llama.cpp could not load a model.
 *
 * @param log what it said as it failed
 */
export function loadFailure(error: unknown, log: readonly string[], name: string): EngineError {
  const said = [messageOf(error), ...log];
  const options = { cause: error };
  if (said.some((line) => noMemory.test(line))) {
    return new EngineError('out-of-memory', `There is not enough memory for ${name}.`, {
      ...options,
      remedy: 'Close other tabs, ask for a shorter context, or choose a smaller model or quantization.',
    });
  }
  const damage = said.find((line) => damaged.test(line));
  if (damage !== undefined) {
    return new EngineError('not-a-model', `${name} is cut short or damaged: ${damage.trim()}`, {
      ...options,
      remedy: 'Get it again, from another place if this comes back.',
    });
  }
  const reason = log.find((line) => complaint.test(line)) ?? messageOf(error);
  return new EngineError('load-failed', `llama.cpp could not load ${name}: ${reason.trim()}`, options);
}

/**
 * Did llama.cpp throw? wllama then takes a null pointer for the answer, and what was thrown stands in the log only.
 * The model can be asked on.
 */
export function hasThrown(error: unknown): boolean {
  return /Invalid typed array length/.test(messageOf(error));
}

/** Did the model's worker die of it? */
export function hasCrashed(error: unknown): boolean {
  return error instanceof Error && error.name === 'RuntimeError' && !hasThrown(error);
}

/** Log-probabilities of a token that is no UTF-8 by itself can't be told by wllama. */
export function isUntellable(error: unknown, log: readonly string[]): boolean {
  return hasThrown(error) && log.some((line) => line.includes('invalid UTF-8'));
}

/**
 * What it means where llama.cpp could not answer.
 *
 * @param log what it said as it failed
 */
export function answerFailure(error: unknown, log: readonly string[]): EngineError {
  const thrown = log.find((line) => !/^(Stack trace|RangeError)/.test(line));
  const message = (hasThrown(error) ? thrown : undefined) ?? messageOf(error);
  if (/exceed.*context|context size|too (long|large)/i.test(message)) {
    return new EngineError('too-long', `The prompt doesn’t fit the model’s context: ${message}`, {
      cause: error,
    });
  }
  if ([message, ...log].some((line) => noMemory.test(line))) {
    return new EngineError('out-of-memory', 'The model ran out of memory while answering.', { cause: error });
  }
  return new EngineError('load-failed', `llama.cpp failed while answering: ${message}`, { cause: error });
}

export function megabytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function host(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
