import { expect, type LaunchOptions, type Page, test as base } from '@playwright/test';
import { Guard } from '../support/guard';
import type { Engines } from '../support/engines-entry';
import { type EnginesSite, serveEngines } from '../support/engines-page';
import { launchOptions } from '../support/launch';
import { serveModel, shardBytes } from '../support/model-server';

/** A GPU made of software: WebGPU as it is where 16-bit floats are missing. */
const withSoftwareGpu: LaunchOptions = {
  ...launchOptions,
  args: [...launchOptions.args!, '--enable-unsafe-webgpu'],
  ignoreDefaultArgs: ['--disable-gpu'],
};
const withoutGpu: LaunchOptions = { ...launchOptions, args: [...launchOptions.args!, '--disable-gpu'] };

interface Opened {
  page: Page;
  guard: Guard;
}

/** Playwright's `test` with the engines in a page of their own, in a browser with or without a GPU. */
const test = base.extend<{ open: (options: LaunchOptions) => Promise<Opened> }, { enginesSite: EnginesSite }>(
  {
    enginesSite: [
      // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from the pattern
      async ({}, use) => {
        const site = await serveEngines();
        await use(site);
        await site.close();
      },
      { scope: 'worker', timeout: 120_000 },
    ],

    open: async ({ playwright, enginesSite }, use) => {
      const closing: (() => Promise<void>)[] = [];
      await use(async (options) => {
        const browser = await playwright.chromium.launch(options);
        const context = await browser.newContext();
        const guard = new Guard(context, enginesSite.origin);
        const page = await context.newPage();
        await page.goto(enginesSite.origin);
        closing.push(async () => {
          await browser.close();
          expect(guard.unexpected).toEqual([]);
        });
        return { page, guard };
      });
      for (const close of closing) await close();
    },
  },
);

// In one worker, so that the engines are built once.
test.describe.configure({ mode: 'default' });

const check = (page: Page) =>
  page.evaluate(async () => {
    const { checkDevice, describeDevice, whatRuns } = (window as unknown as { engines: Engines }).engines;
    const device = await checkDevice();
    return { device, rows: describeDevice(device), runs: whatRuns(device) };
  });

test('with a software GPU, the check says what is missing', async ({ open }) => {
  const { page } = await open(withSoftwareGpu);
  const { device, rows, runs } = await check(page);
  expect(device).toMatchObject({
    isSecure: true,
    webgpu: { status: 'ready', adapter: { hasF16: false, isFallback: true } },
    storage: { quota: expect.any(Number) },
    isCrossOriginIsolated: false,
    hasLargeMemory: true,
  });
  const row = (what: string) => rows.find((row) => row.what.startsWith(what));
  expect(row('WebGPU')).toMatchObject({ verdict: 'limited', meaning: expect.stringContaining('software') });
  expect(row('16-bit floats')).toMatchObject({ found: 'no', verdict: 'limited' });
  expect(rows).toHaveLength(10);
  expect(runs.filter(({ able }) => able).map(({ engine }) => engine)).toEqual(['wllama', 'server']);
  expect(runs[0].reason).toContain('shader-f16');
});

test('without a GPU, the check says so and names the alternatives', async ({ open }) => {
  const { page } = await open(withoutGpu);
  const { device, rows, runs } = await check(page);
  expect(device.webgpu.status).not.toBe('ready');
  expect(rows[0]).toMatchObject({ what: 'WebGPU', verdict: 'missing' });
  expect(rows[0].found).toContain('no WebGPU');
  expect(rows[0].meaning).toContain('GGUF files, or on a server');
  expect(runs.filter(({ able }) => able).map(({ engine }) => engine)).toEqual(['wllama', 'server']);
  const refused = await page.evaluate(async () => {
    const { webllmEngine } = (window as unknown as { engines: Engines }).engines;
    const engine = webllmEngine({ kind: 'webllm', model: 'Qwen2.5-Coder-0.5B-Instruct-q4f32_1-MLC' });
    const error: { code?: string } = await engine.prepare().then(
      () => ({}),
      (error) => error,
    );
    return { code: error.code, capability: await engine.capability() };
  });
  expect(refused).toMatchObject({ code: 'no-webgpu', capability: { able: false } });
});

test('the real worker starts under the app’s policy, and tells why a model can’t be loaded', async ({
  open,
}) => {
  const { page, guard } = await open(withSoftwareGpu);
  guard.allowProblem(/404/);
  const told = await page.evaluate(async () => {
    const { Client, startWorker } = (window as unknown as { engines: Engines }).engines;
    const nowhere = new URL('./nowhere/', document.baseURI).href;
    const record = {
      model: nowhere,
      model_id: 'nowhere',
      model_lib: `${nowhere}library.wasm`,
      vram_required_MB: 1,
      low_resource_required: true,
      overrides: { context_window_size: 2048 },
    };
    return Client.load(record, { createWorker: startWorker }).then(
      () => 'loaded',
      (error) => String(error),
    );
  });
  // It came as a text from the worker: WebLLM asked its cache for the configuration, and there is none.
  expect(told).toMatch(/^\w+: .*(Cache|fetch|network)/i);
});

test('the browser’s copy of a model: downloaded from another origin, stopped, gone on with, listed, deleted', async ({
  open,
}) => {
  const { page, guard } = await open(withoutGpu);
  const server = await serveModel(8);
  guard.allowRequests(server.base);
  const found = await page.evaluate(async (base) => {
    const { ensureCopy, recordOf, listCached, deleteCached } = (window as unknown as { engines: Engines })
      .engines;
    const record = recordOf('CodeLlama-7b-Instruct-hf-q4f16_1-MLC', base)!;
    const controller = new AbortController();
    const stopped = await ensureCopy(record, {
      caches,
      fetch: fetch.bind(window),
      storage: navigator.storage,
      signal: controller.signal,
      onProgress: (progress) => {
        if (progress.phase === 'downloading' && progress.done > 50_000) controller.abort();
      },
    }).then(
      () => 'done',
      (error: Error) => error.name,
    );
    const half = await listCached();
    const total = await ensureCopy(record, { caches, fetch: fetch.bind(window) });
    const whole = await listCached();
    for (const { id } of whole) await deleteCached(id);
    return { stopped, half, total, whole, left: await listCached() };
  }, server.base);
  await server.close();
  expect(found.stopped).toBe('AbortError');
  expect(found.half).toMatchObject([{ whole: false }]);
  expect(found.total).toBeGreaterThan(8 * shardBytes);
  expect(found.whole).toMatchObject([{ whole: true, bytes: found.total }]);
  expect(found.left).toEqual([]);
  // The hosting check looks at the first and the last weights each time; the others are asked for once, or twice
  // where the stop came in the middle of them.
  expect(server.asked.filter((path) => path.includes('shard_0')).length).toBeLessThanOrEqual(4);
});
