/** What a request may be answered with in place of an answer, in the shapes in which servers were seen to do so. */
export interface Failure {
  status: number;
  /** A JSON body, or text with its type. */
  body: object | { text: string; type: string };
  headers?: Record<string, string>;
}

const error = (
  status: number,
  type: string | null,
  code: string | null,
  message: string,
  param: string | null = null,
) => ({
  status,
  body: { error: { message, type, param, code } },
});

/** Each error of OpenAI's that a client must tell apart. */
export const failures = {
  'wrong-key': error(
    401,
    'invalid_request_error',
    'invalid_api_key',
    'Incorrect API key provided: sk-fake1***********6789. You can find your API key at https://platform.openai.com/account/api-keys.',
  ),
  'no-access': error(
    403,
    'invalid_request_error',
    'model_not_found',
    'Project `proj_x` does not have access to model `m`',
  ),
  'no-model': error(
    404,
    'invalid_request_error',
    'model_not_found',
    'The model `m` does not exist or you do not have access to it.',
  ),
  'retired-model': error(
    404,
    'invalid_request_error',
    'model_not_found',
    'The model `m` has been deprecated, learn more here: https://platform.openai.com/docs/deprecations',
  ),
  forbidden: error(403, 'invalid_request_error', null, 'This organization may not create fine-tuning jobs.'),
  'too-long': error(
    400,
    'invalid_request_error',
    'context_length_exceeded',
    "This model's maximum context length is 4097 tokens. However, your messages resulted in 5000 tokens.",
    'messages',
  ),
  'bad-value': error(
    400,
    'invalid_request_error',
    'unsupported_value',
    "Unsupported value: 'temperature' does not support 1.5 with this model.",
    'temperature',
  ),
  'bad-parameter': error(
    400,
    'invalid_request_error',
    'unsupported_parameter',
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    'max_tokens',
  ),
  'no-n': error(400, 'invalid_request_error', null, "'n' : number must be at most 1", 'n'),
  'too-large': error(
    429,
    'tokens',
    'rate_limit_exceeded',
    'Request too large for m in organization org-x on tokens per min (TPM): Limit 10000, Requested 15000.',
  ),
  'rate-limit': error(
    429,
    'requests',
    'rate_limit_exceeded',
    'Rate limit reached for m in organization org-x on requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in 11ms.',
  ),
  'no-credit': error(
    429,
    'insufficient_quota',
    'insufficient_quota',
    'You exceeded your current quota, please check your plan and billing details.',
  ),
  server: error(500, 'server_error', null, 'The server had an error while processing your request.'),
  overloaded: error(503, 'server_error', null, 'The engine is currently overloaded, please try again later.'),
  'bad-gateway': {
    status: 502,
    body: {
      text: '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
      type: 'text/html',
    },
  },
  html: {
    status: 200,
    body: { text: '<!doctype html><html><body><h1>Welcome</h1></body></html>', type: 'text/html' },
  },
  'broken-json': { status: 200, body: { text: '{"choices": [', type: 'application/json' } },
} satisfies Record<string, Failure>;

/**
 * Misbehaviour that is no answer at all, or one that is spoilt:
 * - silence: nothing ever comes
 * - hang-up: the connection breaks before anything came
 * - cut-stream, ended-stream, stalled-stream: a stream breaks, ends or stops after some of its events
 * - cut-body: the connection breaks in the middle of an answer that isn't streamed
 * - fewer-choices, no-choices: one choice, or none, of those that were asked for
 * - empty-content, refusal: a choice without a text, or with the model's refusal in its place
 */
export type Misbehaviour =
  | 'silence'
  | 'hang-up'
  | 'cut-stream'
  | 'ended-stream'
  | 'stalled-stream'
  | 'cut-body'
  | 'fewer-choices'
  | 'no-choices'
  | 'empty-content'
  | 'refusal'
  | 'no-usage';

export type FailureName = keyof typeof failures | Misbehaviour;
