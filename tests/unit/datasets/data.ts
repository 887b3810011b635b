import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Hex } from '../../../src/core/digest';
import type { Cache } from '../../../src/core/interfaces';
import type { TextDataset } from '../../../src/datasets/dataset';
import { mbpp } from '../../../src/datasets/mbpp';

const folder =
  process.env.COMPLEXITYNET_DATA ?? join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data');

/** A file of real data: whether this machine has it, why not, and its bytes. */
export function realData(name: string) {
  const path = join(folder, name);
  return {
    missing: !existsSync(path),
    reason: `needs ${name}, in ../shared/data or in the folder that COMPLEXITYNET_DATA names`,
    read: () => new Uint8Array(readFileSync(path)),
  };
}

const invented = [
  { task_id: 1, text: 'Double it.', code: 'd', test_list: ['a', 'b'], test_setup_code: '' },
  { task_id: 2, text: 'Naïve ✓', code: 'e', test_list: ['c'], test_setup_code: 'import os' },
];
/** A file as MBPP's, of invented tasks. */
export const content = new TextEncoder().encode(invented.map((line) => `${JSON.stringify(line)}\n`).join(''));

/** A dataset of invented tasks. */
export const dataset: TextDataset = {
  ...mbpp,
  title: 'Invented tasks',
  address: 'https://example.org/invented.jsonl',
  sha256: sha256Hex(content),
  bytes: content.length,
};

export const tasks = [
  { id: '1', prompt: 'Double it.', tests: ['a', 'b'], reference: 'd' },
  { id: '2', prompt: 'Naïve ✓', tests: ['c'], reference: 'e', setup: 'import os' },
];

/** A cache in memory whose entries a test may look at and change. */
export function memoryCache(): Cache & { entries: Map<string, unknown> } {
  const entries = new Map<string, unknown>();
  return {
    entries,
    get: async (key) => entries.get(key),
    put: async (key, value) => void entries.set(key, value),
  };
}
