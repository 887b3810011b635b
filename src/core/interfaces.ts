import type { FeatureVector } from './features';

/** Keeps what was computed or fetched once. An implementation that can't keep anything returns undefined from `get`. */
export interface Cache {
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown): Promise<void>;
}

/** Keeps values until they are deleted. */
export interface KeyValues extends Cache {
  delete(key: string): Promise<void>;
  /**
   * Puts what is made of the value in its place, with nothing written in between, not by another tab either.
   *
   * @param make given what is kept, undefined where nothing is; must not wait for anything
   * @returns the new value; undefined where it couldn’t be kept
   */
  change(key: string, make: (value: unknown) => unknown): Promise<unknown>;
}

/** How far a long piece of work is: `done` of `total`, in the unit that the one who reports it documents. */
export interface Progress {
  done: number;
  total: number;
}

/** Options of everything that takes long. */
export interface RunOptions {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

/** An estimate with its 95 % interval. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

/** A task with what may be seen of it and the class to be learnt. */
export interface Example {
  features: FeatureVector;
  /** Class index 0..C-1. */
  target: number;
}

/** A fitted complexity model: a distribution over the classes it was trained on. */
export interface Predictor {
  /** Probabilities, one per class, summing to 1. */
  predict(features: FeatureVector): number[];
  toJSON(): unknown;
}
