import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findChromium } from '../../../scripts/chromium.mjs';
import { allTasks } from '../../../src/datasets/starter/all';
import { tableModel } from '../../support/gguf/table-model';
import { launchOptions } from '../../support/launch';
import type * as entry from '../../support/wllama/entry';
import { openModelHost } from '../../support/wllama/host';
import { enginePath, serveWithEngine } from '../../support/wllama/site';
import { CannotRun } from '../bench';

const rounds = 25;
const tokens = 120;

export interface WllamaRatio {
  /** Our tokens a second over those of wllama asked directly, each in its best round: what else the machine does slows some. */
  wllamaRatio: number;
  wllamaTokensPerSecond: number;
  rawWllamaTokensPerSecond: number;
  wllamaRounds: number;
}

/**
 * What the engine's own doing costs: wllama asked directly and through the engine, in turns, in one page of the built
 * app, with one thread each and the same sampling, of a model so small that any cost per token shows.
 */
export async function wllamaRatio(): Promise<WllamaRatio> {
  const executablePath = await findChromium().catch((error: Error) => {
    throw new CannotRun(error.message);
  });
  if (!existsSync('dist/index.html')) throw new CannotRun('There is no built app: npm run build');
  const site = await serveWithEngine();
  const host = await openModelHost();
  const answer = allTasks.map(({ reference }) => reference).join('\n\n');
  host.files.set('long.gguf', { body: tableModel({ answers: [answer.slice(0, 3000)] }) });
  const browser = await chromium.launch({ ...launchOptions, executablePath });
  try {
    const page = await browser.newPage();
    await page.goto(`${site.url}#/nothing-here`);
    const speeds = await page.evaluate(measure, {
      ...{ path: enginePath, url: `${host.origin}/long.gguf` },
      ...{ rounds, tokens },
    });
    const ours = Math.max(...speeds.map(({ ours }) => ours));
    const raw = Math.max(...speeds.map(({ raw }) => raw));
    return {
      wllamaRatio: ours / raw,
      wllamaTokensPerSecond: ours,
      rawWllamaTokensPerSecond: raw,
      wllamaRounds: rounds,
    };
  } finally {
    await browser.close();
    await host.close();
    await site.close();
  }
}

/** Runs in the page. */
async function measure({
  path,
  url,
  rounds,
  tokens,
}: {
  path: string;
  url: string;
  rounds: number;
  tokens: number;
}): Promise<{ ours: number; raw: number }[]> {
  const lib = (await import(new URL(path, document.baseURI).href)) as typeof entry;
  const messages = [{ role: 'user' as const, content: 'Write it.' }];
  const contextLength = 1024;

  const engine = lib.wllamaEngine({ kind: 'wllama', source: { kind: 'url', url }, contextLength });
  await engine.prepare();
  const askOurs = async () => {
    const start = performance.now();
    let text = '';
    const [{ usage }] = await engine.generate({
      ...{ messages, samples: 1, temperature: 1, maxTokens: tokens, seed: 1 },
      onToken: (piece) => (text += piece.text),
    });
    if (usage.output !== tokens || !text) throw new Error('The engine’s answer is not what it should be.');
    return (1000 * tokens) / (performance.now() - start);
  };

  const { Wllama } = await lib.loadLibrary();
  const logger = { debug: () => {}, log: () => {}, warn: () => {}, error: () => {} };
  const wllama = new Wllama({ default: new URL(lib.wasmAddress, document.baseURI).href }, { logger });
  const model = await (await fetch(url)).blob();
  await wllama.loadModel([model], { n_ctx: contextLength, n_threads: 1, n_gpu_layers: 0, log_level: 3 });
  const askRaw = async () => {
    const start = performance.now();
    let text = '';
    let count = 0;
    const chunks = await wllama.createChatCompletion({
      ...{ messages, stream: true, temperature: 1, max_tokens: tokens, seed: 1 },
      ...{ top_k: 0, top_p: 1, min_p: 0, cache_prompt: false },
    });
    for await (const { choices, timings } of chunks) {
      text += choices[0]?.delta.content ?? '';
      count = timings?.predicted_n ?? count;
    }
    if (count !== tokens || !text) throw new Error('wllama’s answer is not what it should be.');
    return (1000 * tokens) / (performance.now() - start);
  };

  await askOurs();
  await askRaw();
  const speeds: { ours: number; raw: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const oursFirst = round % 2 === 0;
    const before = oursFirst ? undefined : await askRaw();
    const ours = await askOurs();
    speeds.push({ ours, raw: before ?? (await askRaw()) });
  }
  await engine.dispose();
  await wllama.exit();
  return speeds;
}
