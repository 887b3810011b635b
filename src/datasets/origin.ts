import { TooLong } from './bytes';
import type { Dataset } from './dataset';
import { TextsError } from './texts-error';

/** Where texts are read from, in the words of an error. */
export interface Origin {
  dataset: Dataset;
  /** The address, or "the file …". */
  place: string;
  /** What the visitor can do. */
  advice: string;
  /** May other content be found there on another try? */
  changeable: boolean;
}

/** The public address of a dataset. */
export function addressOf(dataset: Dataset): Origin {
  const advice = 'Try again, or choose the file if you have it.';
  return { dataset, place: dataset.address, advice, changeable: true };
}

/** A file that the visitor chose. */
export function fileOf(dataset: Dataset, file: Blob): Origin {
  const place = file instanceof File ? `the file ${file.name}` : 'the file';
  return { dataset, place, advice: `Choose the file that ${dataset.address} gives.`, changeable: false };
}

/** "Not the content that is pinned." */
export function wrongHash({ dataset, place, advice, changeable }: Origin, what: string): TextsError {
  const message = `What came from ${place} is not ${dataset.title}: ${what}. ${advice}`;
  return new TextsError('wrong-hash', message, changeable);
}

/**
 * Does work that a signal may stop, and says of a stop, and of content that is too long, what they are.
 *
 * @throws TextsError 'aborted' or 'wrong-hash'; whatever else `work` throws
 */
export async function guarded<T>(
  origin: Origin,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const { dataset, place } = origin;
  const stopIfAborted = (cause?: unknown) => {
    if (!signal?.aborted) return;
    throw new TextsError('aborted', `${dataset.title} was not read from ${place}: stopped.`, true, { cause });
  };
  try {
    stopIfAborted();
    const result = await work();
    stopIfAborted();
    return result;
  } catch (cause) {
    stopIfAborted(cause);
    if (cause instanceof TooLong) throw wrongHash(origin, `it is longer than ${dataset.bytes} bytes`);
    throw cause;
  }
}
