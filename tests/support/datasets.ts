import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BrowserContext } from '@playwright/test';

const raw = 'https://raw.githubusercontent.com';

/** The addresses that the app fetches task texts from, each with the local file that stands in for it in tests. */
export const datasetFiles = {
  mbpp: {
    url: `${raw}/google-research/google-research/30adf0ec5f35f9609c2f1d896005e184195d9146/mbpp/mbpp.jsonl`,
    file: 'mbpp.jsonl',
  },
  humaneval: {
    url: `${raw}/openai/human-eval/6d43fb980f9fee3c892a914eda09951f772ad10d/data/HumanEval.jsonl.gz`,
    file: 'humaneval.jsonl',
  },
};

export type DatasetName = keyof typeof datasetFiles;

/** The local file of a dataset, from `COMPLEXITYNET_DATA` or beside the project. */
export function datasetPath(name: DatasetName): string {
  return join(process.env.COMPLEXITYNET_DATA ?? '../shared/data', datasetFiles[name].file);
}

/** Why a test that needs these datasets can't run here; undefined where it can. */
export function whyMissing(names: DatasetName[]): string | undefined {
  const missing = names.map(datasetPath).filter((path) => !existsSync(path));
  return missing.length ? `no ${missing.join(', ')}: set COMPLEXITYNET_DATA to its folder` : undefined;
}

/** Answers requests for a dataset's public address with its local file, compressed where the public one is. */
export async function routeDataset(context: BrowserContext, name: DatasetName): Promise<void> {
  const { url } = datasetFiles[name];
  const text = readFileSync(datasetPath(name));
  const isCompressed = url.endsWith('.gz');
  await context.route(url, (route) =>
    route.fulfill({
      headers: {
        'access-control-allow-origin': '*',
        'content-type': isCompressed ? 'application/octet-stream' : 'text/plain; charset=utf-8',
      },
      body: isCompressed ? gzipSync(text) : text,
    }),
  );
}
