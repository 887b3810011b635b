import { expect, test } from 'vitest';
import { EngineError } from '../../../../src/core/engine-error';
import { failureOf } from '../../../../src/engines/webllm/failures';

test.each([
  [
    'DeviceLostError: The WebGPU device was lost while loading the model. This issue often occurs due to running out of memory (OOM).',
    'device-lost',
  ],
  ['ModelNotLoadedError: Model not loaded before trying to complete ChatCompletionRequest.', 'device-lost'],
  ["AbortError: Failed to execute 'mapAsync' on 'GPUBuffer': [Device] is lost.", 'device-lost'],
  ['RangeError: Array buffer allocation failed', 'out-of-memory'],
  ['Error: Out of memory', 'out-of-memory'],
  ['QuotaExceededError: Quota exceeded.', 'quota'],
  ["AbortError: Failed to execute 'add' on 'Cache': Quota exceeded.", 'quota'],
  ['ShaderF16SupportError: This model requires WebGPU extension shader-f16', 'missing-feature'],
  ['FeatureSupportError: This model requires feature subgroups', 'missing-feature'],
  ['Error: Cannot initialize runtime because of requested maxBufferSize exceeds limit.', 'missing-feature'],
  ['WebGPUNotAvailableError: WebGPU is not supported in your current environment', 'no-webgpu'],
  ['Error: Unable to find a compatible GPU. This issue might be because', 'no-webgpu'],
  [
    "NetworkError: Failed to execute 'add' on 'Cache': Cache.add() encountered a network error",
    'download-failed',
  ],
  ['TypeError: Failed to fetch', 'download-failed'],
  ['ContextWindowSizeExceededError: Prompt tokens exceed context window size', 'too-long'],
  ['Error: Make sure `temperature` >= 0.', 'bad-request'],
  ['MessageOrderError: Last message should be from either `user` or `tool`.', 'bad-request'],
])('%s: %s', (text, code) => {
  expect(failureOf(text, 'loading')).toMatchObject({ code });
  const [, name, message] = /^(\w+): (.*)$/.exec(text)!;
  const error = Object.assign(new Error(message), { name });
  expect(failureOf(error, 'answering')).toMatchObject({ code, cause: error });
});

test('what nobody knows says what WebLLM said', () => {
  expect(failureOf('Error: Cannot find function prefill', 'loading')).toMatchObject({
    code: 'load-failed',
    message: 'The model could not be started: Error: Cannot find function prefill',
  });
  expect(failureOf('Error: odd', 'answering')).toMatchObject({ code: 'cut-off', retryable: true });
});

test('what is meant for the visitor already stays as it is', () => {
  const error = new EngineError('garbled', 'Gibberish.');
  expect(failureOf(error, 'loading')).toBe(error);
});
