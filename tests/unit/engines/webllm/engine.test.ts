import { describe, expect, it } from 'vitest';
import type { GenerateRequest, PrepareProgress } from '../../../../src/core/engine';
import type { Device } from '../../../../src/engines/device/device';
import { WebllmEngine, type WebllmEngineOptions } from '../../../../src/engines/webllm/engine';
import { canaryPrompt } from '../../../../src/engines/webllm/garbled';
import { codeLlamaId } from '../../../../src/engines/webllm/records';
import { type WebllmScript, WebllmWorker } from '../../../support/webllm-worker';

const gpu = {
  vendor: 'test',
  architecture: '',
  isSoftware: false,
  hasF16: true,
  maxBufferBytes: 2 ** 30,
  maxBindingBytes: 2 ** 30,
  maxWorkgroupBytes: 2 ** 15,
  maxStorageBuffers: 10,
};
const device: Device = { gpu, hasLargeMemory: true, isIsolated: false, cores: 2 };
const qwen = 'Qwen2.5-Coder-0.5B-Instruct-q4f16_1-MLC';
const code = ['def ', 'add(a, b):', ' return', ' a + b'];

/** The real client of WebLLM's on workers that speak its protocol. */
function engine(script: Partial<WebllmScript> = {}, changes: Partial<WebllmEngineOptions> = {}) {
  const workers: WebllmWorker[] = [];
  let downloads = 0;
  const scripted: WebllmScript = { answer: () => code, ...script };
  const made = new WebllmEngine({
    settings: { kind: 'webllm', model: qwen },
    device: async () => device,
    download: async () => void downloads++,
    createWorker: () => {
      workers.push(new WebllmWorker(scripted));
      return workers.at(-1) as unknown as Worker;
    },
    ...changes,
  });
  return { engine: made, workers, scripted, downloads: () => downloads };
}

const request = (changes: Partial<GenerateRequest> = {}) =>
  ({
    messages: [{ role: 'user', content: 'add' }],
    samples: 1,
    temperature: 1,
    maxTokens: 64,
    ...changes,
  }) as GenerateRequest;

describe('a model on WebGPU', () => {
  it('is fetched, started, tried out, and ready', async () => {
    const { engine: made, workers, downloads } = engine();
    const progress: PrepareProgress[] = [];
    await made.prepare({ onProgress: (step) => progress.push(step) });
    expect(downloads()).toBe(1);
    expect(progress).toContainEqual({ phase: 'starting', detail: 'Filling the GPU’s memory: 50 %.' });
    expect(progress.at(-1)).toStrictEqual({ phase: 'starting', detail: 'Trying a first prompt.' });
    expect(workers[0].requests[0]).toMatchObject({ temperature: 0, messages: [{ content: canaryPrompt }] });
    await made.prepare();
    expect(workers).toHaveLength(1);
  });

  it('answers piece by piece, with its counts, its speed and log-probabilities', async () => {
    const { engine: made, workers } = engine();
    const pieces: string[] = [];
    const told: number[] = [];
    const answers = await made.generate(
      request({
        samples: 2,
        seed: 5,
        topLogprobs: 20,
        stop: ['\n\n'],
        onToken: ({ sample, text }) => pieces.push(`${sample}${text}`),
        onAnswer: (_, sample) => told.push(sample),
      }),
    );
    expect(answers).toHaveLength(2);
    expect(answers[0]).toMatchObject({
      text: code.join(''),
      finish: 'stop',
      usage: { input: 7, output: 4, source: 'reported' },
      tokensPerSecond: 42,
      model: 'test-model',
    });
    expect(answers[0].logprobs).toHaveLength(4);
    expect(pieces).toStrictEqual([...code.map((piece) => `0${piece}`), ...code.map((piece) => `1${piece}`)]);
    expect(told).toStrictEqual([0, 1]);
    expect(workers[0].requests.slice(1)).toMatchObject([
      { seed: 5, top_logprobs: 5, stop: ['\n\n'], max_tokens: 64 },
      { seed: 6 },
    ]);
  });

  it('goes on from a text', async () => {
    const { engine: made, workers } = engine();
    await made.generate({ ...request(), messages: undefined, text: 'def add' });
    expect(workers[0].kinds).toContain('completionStreamInit');
    expect(workers[0].requests.at(-1)).toMatchObject({ prompt: 'def add' });
  });

  it('stops in the middle of an answer, and the next one is whole', async () => {
    const { engine: made, workers } = engine();
    await made.prepare();
    const controller = new AbortController();
    const pieces: string[] = [];
    await expect(
      made.generate(
        request({
          signal: controller.signal,
          onToken: ({ text }) => {
            pieces.push(text);
            controller.abort();
          },
        }),
      ),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(pieces).toHaveLength(1);
    expect(workers[0].kinds).toContain('interruptGenerate');
    expect((await made.generate(request()))[0].text).toBe(code.join(''));
    expect(workers).toHaveLength(1);
  });

  it('stops while it starts: the worker is ended, and the next start is clean', async () => {
    const { engine: made, workers, scripted } = engine({ hangs: true });
    const controller = new AbortController();
    const preparing = made.prepare({ signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await expect(preparing).rejects.toMatchObject({ name: 'AbortError' });
    expect(workers[0].isTerminated).toBe(true);
    scripted.hangs = false;
    await made.prepare();
    expect(workers).toHaveLength(2);
  });

  it('stops while it downloads: no worker was started', async () => {
    const controller = new AbortController();
    const { engine: made, workers } = engine(
      {},
      {
        download: (_, options) =>
          new Promise((_resolve, reject) =>
            options!.signal!.addEventListener('abort', () => reject(options!.signal!.reason as Error)),
          ),
      },
    );
    const preparing = made.prepare({ signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await expect(preparing).rejects.toMatchObject({ name: 'AbortError' });
    expect(workers).toHaveLength(0);
  });

  it.each([
    ['DeviceLostError: The WebGPU device was lost while loading the model.', 'device-lost'],
    ['Error: Out of memory', 'out-of-memory'],
    ['QuotaExceededError: Quota exceeded.', 'quota'],
    ['ShaderF16SupportError: This model requires WebGPU extension shader-f16', 'missing-feature'],
    ['Error: Cannot initialize runtime because of requested maxBufferSize exceeds limit.', 'missing-feature'],
    ['Error: Unable to find a compatible GPU.', 'no-webgpu'],
    ['TypeError: Failed to fetch', 'download-failed'],
    ['Error: something else', 'load-failed'],
  ])('that fails to start with “%s” is told as %s', async (loadFailure, code) => {
    const { engine: made, workers, scripted } = engine({ loadFailure });
    await expect(made.prepare()).rejects.toMatchObject({ name: 'EngineError', code });
    expect(workers[0].isTerminated).toBe(true);
    scripted.loadFailure = undefined;
    expect(await made.generate(request())).toHaveLength(1);
  });

  it('whose GPU is lost in the middle of an answer says so, and is loaded anew for the next', async () => {
    const { engine: made, workers, scripted } = engine();
    await made.prepare();
    scripted.writeFailure = 'DeviceLostError: gone';
    await expect(made.generate(request())).rejects.toMatchObject({ code: 'device-lost', retryable: true });
    expect(workers[0].isTerminated).toBe(true);
    scripted.writeFailure = undefined;
    expect(await made.generate(request())).toHaveLength(1);
    expect(workers).toHaveLength(2);
  });

  it('that writes gibberish is not used', async () => {
    const { engine: made, workers } = engine({ answer: () => ['!!!!', '!!!!', '€ʁ', '!!!!!'] });
    await expect(made.prepare()).rejects.toMatchObject({ code: 'garbled' });
    expect(workers[0].isTerminated).toBe(true);
  });

  it('asks nothing of a device that can’t run it', async () => {
    const without = { ...device, gpu: { ...gpu, hasF16: false } };
    const { engine: lacking, downloads } = engine({}, { device: async () => without });
    await expect(lacking.prepare()).rejects.toMatchObject({ code: 'missing-feature' });
    expect(await lacking.capability()).toMatchObject({
      able: false,
      reason: expect.stringContaining('shader-f16'),
    });
    const { engine: none } = engine({}, { device: async () => ({ ...device, gpu: 'none' as const }) });
    await expect(none.prepare()).rejects.toMatchObject({ code: 'no-webgpu' });
    expect(downloads()).toBe(0);
  });

  it('of Code Llama’s without an address says what to host', async () => {
    const settings = { kind: 'webllm', model: codeLlamaId } as const;
    const { engine: made } = engine({}, { settings });
    await expect(made.prepare()).rejects.toMatchObject({
      code: 'not-hosted',
      remedy: expect.stringMatching(/codellama_7b.*q4f16_1.*32016.*1,000,000.*https:\/\/llm\.mlc\.ai/s),
    });
    expect(
      await engine({}, { settings, codeLlamaBase: 'https://models.example.test' }).engine.capability(),
    ).toMatchObject({ able: true });
  });

  it('answers one request after the other', async () => {
    const { engine: made, workers } = engine();
    await Promise.all([made.generate(request()), made.generate(request()), made.prepare()]);
    expect(workers).toHaveLength(1);
    const inits = workers[0].kinds.filter((kind) => /StreamInit|NextChunk/.test(kind)).join(' ');
    // The canary's stream and two more, each ended before the next begins.
    expect(
      inits
        .split('chatCompletionStreamInit')
        .slice(1)
        .every((part) => part.trim().split(' ').length >= 6),
    ).toBe(true);
  });
});
