import type { TokenUsage } from './economics';
import type { ChatMessage } from './message';

/** What a model is to answer: a conversation, or, for a model that goes on writing, the text that it goes on from. */
export type EnginePrompt =
  { messages: ChatMessage[]; text?: undefined } | { text: string; messages?: undefined };

export type GenerateRequest = EnginePrompt & {
  /** How many answers are wanted, each drawn for itself. An engine bills the prompt once where it can. */
  samples: number;
  temperature: number;
  /** The most tokens of one answer. */
  maxTokens: number;
  /** The answer ends before the first of these. */
  stop?: string[];
  /** Engines in the page draw answer i with `seed + i`. Not sent to servers, where seeds are deprecated. */
  seed?: number;
  /** Log-probabilities of this many likeliest tokens (0..20) with each token; an engine gives as many as it can. */
  topLogprobs?: number;
  signal?: AbortSignal;
  /** Told of text as it is written. */
  onToken?: (piece: TextPiece) => void;
  /**
   * Told of each answer as soon as it is complete, with its place among the samples, so that what was paid for is
   * kept although a later one fails.
   */
  onAnswer?: (answer: Answer, sample: number) => void;
};

/** A piece of one answer's text, in the order of writing. */
export interface TextPiece {
  /** Which of the samples, from 0. */
  sample: number;
  text: string;
}

/** Tokens that one answer is billed for. Over the answers of one request they add up to what the request is billed. */
export interface AnswerUsage extends TokenUsage {
  /**
   * - reported: the engine counted them for this answer
   * - shared: the engine counted them for a request of several answers: the first bears the prompt, and the output
   *   is divided by the answers' lengths
   * - estimated: four characters a token
   */
  source: 'reported' | 'shared' | 'estimated';
}

/** One token with its log-probability (natural), and the likeliest tokens at its place. */
export interface TokenLogprob {
  token: string;
  logprob: number;
  top: { token: string; logprob: number }[];
}

/** One answer. */
export interface Answer {
  text: string;
  /** Why it ends: by itself, at the most tokens, or by the server's filter. */
  finish: 'stop' | 'length' | 'filtered';
  usage: AnswerUsage;
  /** From asking to the end of the answer, waiting in the engine's own queue left out. */
  seconds: number;
  /** Tokens of output per second, where the engine measures it. */
  tokensPerSecond?: number;
  /** The model as whoever answered named it. */
  model: string;
  /** The server's own mark of the version that answered. */
  fingerprint?: string;
  logprobs?: TokenLogprob[];
}

/** Can this engine answer here? If not, why, and what would help, in sentences for the visitor. */
export type Capability = { able: true; notes: string[] } | { able: false; reason: string; remedy: string };

/** How far a model is on its way into the page. */
export type PrepareProgress =
  /** Bytes fetched of all; `total` is an estimate, or 0 where nothing is known of it. */
  | { phase: 'downloading'; done: number; total: number; secondsLeft: number | null }
  /** Read back from the browser's own copy. */
  | { phase: 'reading'; done: number; total: number; secondsLeft: number | null }
  /** Compiling, filling memory, trying a first prompt. */
  | { phase: 'starting'; detail: string };

/** Answers prompts with one model. */
export interface Engine {
  /** May be asked before anything is fetched. It never throws. */
  capability(): Promise<Capability>;

  /**
   * Gets ready, so that the next answer needs no download; what is ready is not fetched again. Engines without
   * anything to fetch have it too, and return at once.
   *
   * @throws EngineError
   * @throws DOMException "AbortError" when aborted: then nothing is left half fetched that would spoil the next try
   */
  prepare(options?: {
    signal?: AbortSignal;
    onProgress?: (progress: PrepareProgress) => void;
  }): Promise<void>;

  /**
   * As many answers as were asked for, in their order; it gets ready first where it isn't.
   *
   * @throws EngineError where an answer can't be had; those complete by then were told by `onAnswer`
   * @throws DOMException "AbortError" when aborted
   */
  generate(request: GenerateRequest): Promise<Answer[]>;

  /** Lets go of memory and workers; the browser's own copy of a model stays. A later `generate` starts anew. */
  dispose(): Promise<void>;
}

/** A model that the browser keeps a copy of, whole or left over from a download that broke off. */
export interface CachedModel {
  /** What to delete it by. */
  id: string;
  name: string;
  /** Bytes on disk. */
  bytes: number;
  /** Are all of its files there? */
  whole: boolean;
}

/** The models that the browser keeps for one engine. */
export interface CachedModels {
  list(): Promise<CachedModel[]>;
  /** @throws EngineError where it is in use */
  delete(id: string): Promise<void>;
}
