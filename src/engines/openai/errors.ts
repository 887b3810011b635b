import { EngineError } from '../../core/engine-error';
import { readableText, serverMessage } from './server-message';
import { corsAdvice } from './software';
import type { Connection } from './settings';

/** What has to be known to say what an error means. */
export interface ErrorContext {
  connection: Connection;
  model?: string;
  key?: string;
  /** Is there a network at all? */
  isOnline: boolean;
}

/** How OpenAI, Ollama, vLLM, OpenRouter and LiteLLM say that they don't have a model. */
const noModel =
  /model_not_found|has been deprecated|model.*(not found|does not exist)|not a valid model|invalid model name/i;

/** What the `openai` package's errors hold, and what a server's error object holds. */
interface ServerError {
  status?: number;
  code?: string | null;
  type?: string | null;
  param?: string | null;
  message?: string;
  headers?: { get(name: string): string | null };
  /** The server's own object, where the body was JSON of the API's form. */
  error?: unknown;
}

/** Seconds in "Please try again in 1m2.5s", "20s" or "11ms"; undefined where nothing of the kind is said. */
export function secondsSaid(message: string): number | undefined {
  const [, hours, minutes, seconds, milliseconds] =
    /try again in (?:(\d+)h)?(?:(\d+)m(?!s))?(?:([\d.]+)s)?(?:([\d.]+)ms)?/i.exec(message) ?? [];
  if (hours === undefined && minutes === undefined && seconds === undefined && milliseconds === undefined) {
    return undefined;
  }
  const number = (text = '0') => Number(text);
  return number(hours) * 3600 + number(minutes) * 60 + number(seconds) + number(milliseconds) / 1000;
}

/** Seconds to wait, from a header where the browser may read it (RFC 9110, 10.2.3), else from the message. */
function retryAfterOf({ headers, message = '' }: ServerError): number | undefined {
  const milliseconds = Number(headers?.get('retry-after-ms') ?? NaN);
  if (milliseconds >= 0) return milliseconds / 1000;
  const header = headers?.get('retry-after');
  if (header && Number(header) >= 0) return Number(header);
  return secondsSaid(message);
}

/**
 * What any failure of a request means (the API's table of errors).
 *
 * @returns an EngineError whose text holds no key
 */
export function toEngineError(cause: unknown, context: ErrorContext): EngineError {
  if (cause instanceof EngineError) return cause;
  const error: ServerError = typeof cause === 'object' && cause !== null ? cause : {};
  const { status } = error;
  if (status === undefined && error.error === undefined) return connectionError(cause, context);
  const { connection, model = 'this model', key } = context;
  const words = serverMessage(error.message ?? '', key);
  const said = `${connection.name} says${status ? ` (${status})` : ''}: ${words}`;
  const is = (pattern: RegExp) =>
    pattern.test(`${error.code ?? ''} ${error.type ?? ''} ${error.message ?? ''}`);

  if (status === 401 || error.code === 'invalid_api_key' || is(/api key not valid/i))
    return new EngineError('wrong-key', said);
  if (status === 402 || is(/insufficient_quota|billing_hard_limit|exceeded your current quota/i)) {
    return new EngineError('no-credit', said);
  }
  // More tokens than may be sent in a minute: waiting doesn’t help.
  if (is(/request too large/i)) return new EngineError('too-long', said);
  if (status === 429 || is(/rate_limit_exceeded/)) {
    return new EngineError('rate-limit', said, { retryAfter: retryAfterOf(error) });
  }
  if (is(/context_length_exceeded|maximum context length|context size|context window/i) || status === 413) {
    return new EngineError('too-long', said);
  }
  if (is(noModel) || (status === 404 && error.param === 'model')) {
    return new EngineError('no-model', `${model} can’t be used. ${said}`);
  }
  if (status === 403) return new EngineError('forbidden', said);
  if (status === 404 || status === 405) {
    return new EngineError('not-an-answer', `There is no such service at ${connection.baseUrl}. ${said}`);
  }
  if (status === 408 || status === 504) return new EngineError('no-answer', said);
  if (status !== undefined && status < 500) {
    const about = error.param ? `The setting “${error.param}” is refused. ` : '';
    return new EngineError('bad-request', about + said);
  }
  return new EngineError('server', said, { retryAfter: retryAfterOf(error) });
}

/** Does a server say with this that it gives one choice only? */
export function refusesN(cause: unknown): boolean {
  const { status, param, message = '' } = (cause ?? {}) as ServerError;
  if (status !== 400 && status !== 422) return false;
  return (
    param === 'n' || /only one completion choice|['"`“]n['"`”]|\bn (must|should|>|>=|is)\b/i.test(message)
  );
}

function connectionError(cause: unknown, { connection, isOnline, key }: ErrorContext): EngineError {
  const { name, baseUrl } = connection;
  if (!isOnline) return new EngineError('offline', `There is no network to reach ${name} by.`);
  const text = cause instanceof Error ? cause.message : String(cause);
  // What the JSON parser and the stream reader complain of was no answer of this API.
  if (cause instanceof SyntaxError) {
    return new EngineError('not-an-answer', `${baseUrl} answered with something that is not JSON.`);
  }
  return new EngineError(
    'unreachable',
    `${name} at ${baseUrl} can’t be reached (${readableText(text, key)}). Browsers don’t tell a server that is ` +
      'down from one that refuses this page.',
    { remedy: corsAdvice(connection) },
  );
}

/**
 * A page that was loaded securely may not ask an insecure address, but for one on the same machine.
 *
 * @param pageProtocol `location.protocol`, or undefined outside a page
 * @throws EngineError 'mixed-content'
 */
export function refuseMixedContent({ baseUrl, name }: Connection, pageProtocol: string | undefined): void {
  const { protocol, hostname } = new URL(baseUrl);
  const isLocal =
    hostname === 'localhost' || hostname.endsWith('.localhost') || /^127\.|^\[::1\]$/.test(hostname);
  if (pageProtocol === 'https:' && protocol === 'http:' && !isLocal) {
    throw new EngineError(
      'mixed-content',
      `This page was loaded over https, so the browser doesn’t let it ask ${name} at ${baseUrl}.`,
    );
  }
}
