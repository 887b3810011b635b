import { EngineError, type EngineErrorCode } from '../../core/engine-error';

/** What WebLLM was doing. */
export type Doing = 'loading' | 'answering';

interface Pattern {
  code: EngineErrorCode;
  /** What the error says: WebLLM's worker tells errors as texts, "<name>: <message>". */
  says: RegExp;
  message: string;
}

const patterns: readonly Pattern[] = [
  // First, since its text speaks of memory too. What follows the loss of a GPU is told as a model that isn't loaded.
  {
    code: 'device-lost',
    says: /^DeviceLostError\b|device (was|is) lost|\bdevice lost|\[device\] is lost|^ModelNotLoadedError\b|instance reference no longer exists|has already been disposed|DXGI_ERROR_DEVICE/i,
    message:
      'The GPU was lost while the model was at work. This mostly means that its memory didn’t suffice.',
  },
  {
    code: 'out-of-memory',
    says: /out[ -]of[ -]?memory|not enough memory|allocation failed|could not allocate|cannot allocate|cannot enlarge memory|invalid array(buffer)? length/i,
    message: 'There isn’t enough memory for this model.',
  },
  {
    code: 'quota',
    says: /quota ?exceeded|exceeded the quota|quota has been exceeded|exceed.{0,20}quota/i,
    message: 'The browser allows this page no more disk: the model doesn’t fit.',
  },
  {
    code: 'no-webgpu',
    says: /^WebGPUNot(Available|Found)Error\b|unable to find a compatible GPU/i,
    message: 'The browser offers no GPU to the page.',
  },
  {
    code: 'missing-feature',
    says: /^(ShaderF16Support|FeatureSupport)Error\b|extension shader-f16|requires feature|because of requested max/i,
    message: 'The GPU lacks what this model needs',
  },
  {
    code: 'too-long',
    says: /^ContextWindowSizeExceededError\b|exceed context window size/i,
    message: 'The prompt is longer than this model’s context.',
  },
  {
    code: 'download-failed',
    says: /failed to fetch|networkerror|network error|load failed|cannot fetch|failed to execute 'add' on 'cache'|request failed/i,
    message: 'A file of the model could not be fetched',
  },
  {
    code: 'bad-request',
    says: /Error: Make sure `?\w+`? |^(MessageOrder|SystemMessageOrder|UnsupportedFields|UnsupportedRole|ContentType|SeedType|StreamingCount)Error\b/,
    message: 'WebLLM takes no such request',
  },
];

/** Messages that say all by themselves: what WebLLM says would only add what the visitor can't use. */
const complete = new Set<EngineErrorCode>(['device-lost', 'out-of-memory', 'quota', 'no-webgpu', 'too-long']);

/**
 * What an error of WebLLM means. Errors that are meant for the visitor already pass through.
 *
 * @param error an Error, or the text that a worker sent of one
 */
export function failureOf(error: unknown, doing: Doing): EngineError {
  if (error instanceof EngineError) return error;
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const cause = error instanceof Error ? error : new Error(text);
  const found = patterns.find(({ says }) => says.test(text));
  if (found) {
    const { code, message } = found;
    return new EngineError(code, complete.has(code) ? message : `${message}: ${inShort(text)}`, { cause });
  }
  return doing === 'loading'
    ? new EngineError('load-failed', `The model could not be started: ${inShort(text)}`, { cause })
    : new EngineError('cut-off', `WebLLM failed in the middle of an answer: ${inShort(text)}`, { cause });
}

function inShort(text: string): string {
  const line = text.trim().split('\n')[0];
  return line.length > 300 ? `${line.slice(0, 300)} …` : line;
}
