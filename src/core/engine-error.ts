/**
 * How far a failure reaches: this request, this model, or all that is asked at the same address (or on this
 * device).
 */
export type FailureScope = 'request' | 'model' | 'connection';

interface Failure {
  scope: FailureScope;
  retryable: boolean;
  /** What the visitor can do. */
  remedy: string;
}

const failures = {
  // Servers
  'wrong-key': {
    scope: 'connection',
    retryable: false,
    remedy: 'Enter the key again, or make a new one at the provider. What was answered so far is kept.',
  },
  'no-credit': {
    scope: 'connection',
    retryable: false,
    remedy: 'Add credit at the provider, then go on. What was answered so far is kept.',
  },
  'no-model': {
    scope: 'model',
    retryable: false,
    remedy: 'Check the model’s id, whether it was retired, and whether your key may use it.',
  },
  forbidden: {
    scope: 'connection',
    retryable: false,
    remedy: 'Ask whoever runs the account to allow this, or use another key.',
  },
  'bad-request': {
    scope: 'request',
    retryable: false,
    remedy: 'Change the setting that the server names.',
  },
  'too-long': {
    scope: 'request',
    retryable: false,
    remedy: 'Ask for fewer tokens, or use a model with a longer context.',
  },
  'rate-limit': {
    scope: 'model',
    retryable: true,
    remedy: 'It is asked again after a pause, with fewer requests at a time.',
  },
  server: { scope: 'request', retryable: true, remedy: 'It is asked again, after a pause that grows.' },
  unreachable: {
    scope: 'connection',
    retryable: true,
    remedy: 'Check the address, that the server runs, and that it lets this page in (CORS).',
  },
  offline: {
    scope: 'connection',
    retryable: true,
    remedy: 'Connect to the network again, then go on. What was answered so far is kept.',
  },
  'mixed-content': {
    scope: 'connection',
    retryable: false,
    remedy: 'Give the server an https address, or run it on this machine as http://localhost.',
  },
  'no-answer': {
    scope: 'request',
    retryable: true,
    remedy: 'The server may be overloaded or stuck: look at it, or allow more time.',
  },
  'cut-off': {
    scope: 'request',
    retryable: true,
    remedy: 'The answer broke off in the middle: ask again.',
  },
  'not-an-answer': {
    scope: 'connection',
    retryable: false,
    remedy: 'Check the base address: it usually ends in /v1.',
  },
  'too-few': { scope: 'request', retryable: true, remedy: 'Ask again for the missing answers.' },
  // Models in the page
  'no-webgpu': {
    scope: 'model',
    retryable: false,
    remedy: 'Use a current Chrome or Edge with a GPU, a GGUF model on the CPU, or a server.',
  },
  'missing-feature': {
    scope: 'model',
    retryable: false,
    remedy: 'Use a variant that needs less, a GGUF model on the CPU, or a server.',
  },
  'not-hosted': {
    scope: 'model',
    retryable: false,
    remedy: 'Host the files that are named, or choose a model that is published.',
  },
  'not-a-model': {
    scope: 'model',
    retryable: false,
    remedy: 'Choose a GGUF file, whole or all of its parts.',
  },
  'download-failed': {
    scope: 'model',
    retryable: true,
    remedy: 'Try again: what has arrived is kept where it is whole.',
  },
  quota: {
    scope: 'model',
    retryable: false,
    remedy: 'Delete models that you no longer need, free space on the disk, or choose a smaller model.',
  },
  'out-of-memory': {
    scope: 'model',
    retryable: false,
    remedy: 'Close other tabs and programs, or choose a smaller model.',
  },
  'device-lost': {
    scope: 'model',
    retryable: true,
    remedy:
      'The GPU was reset, by its driver or by the system: load the model again, or choose a smaller one.',
  },
  garbled: {
    scope: 'model',
    retryable: false,
    remedy: 'Update the browser and the GPU’s driver, or use a variant with 32-bit floats, or the CPU.',
  },
  'load-failed': {
    scope: 'model',
    retryable: true,
    remedy: 'Try again; if it fails again, delete the model first.',
  },
} satisfies Record<string, Failure>;

/** What went wrong with getting an answer; see `EngineError`. */
export type EngineErrorCode = keyof typeof failures;

/**
 * An answer could not be had: never the model's fault, and never counted as a wrong answer. `message` says what
 * happened and `remedy` what to do, both for the visitor; neither ever holds a key.
 */
export class EngineError extends Error {
  override name = 'EngineError';
  /** May the same succeed later without a change by the visitor? */
  readonly retryable: boolean;
  readonly scope: FailureScope;
  readonly remedy: string;
  /** Seconds after which to ask again, where the server said so. */
  readonly retryAfter?: number;

  /**
   * @param options.remedy where more is known of what to do than the code alone tells
   */
  constructor(
    readonly code: EngineErrorCode,
    message: string,
    options: ErrorOptions & { remedy?: string; retryAfter?: number; retryable?: boolean } = {},
  ) {
    super(message, options);
    const failure: Failure = failures[code];
    this.retryable = options.retryable ?? failure.retryable;
    this.scope = failure.scope;
    this.remedy = options.remedy ?? failure.remedy;
    if (options.retryAfter !== undefined) this.retryAfter = options.retryAfter;
  }
}
