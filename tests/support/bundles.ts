import { strToU8, unzipSync, zipSync } from 'fflate';
import { canonicalJson } from '../../src/core/canonical-json';
import { sha256Hex } from '../../src/core/digest';
import { exportBundle } from '../../src/store/bundle/export';
import type { ExperimentStore } from '../../src/store/experiments/contract';
import {
  inventedDefinition,
  inventedFailure,
  inventedIntent,
  inventedKeys,
  inventedTrial,
} from './experiments';

/** Members of an archive as text. */
export type Members = Record<string, string>;

export async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}

export async function exported(store: ExperimentStore, id = 'invented') {
  return bytesOf(await exportBundle(store, id));
}

export function membersOf(bytes: Uint8Array): Members {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, content]) => [name, decoder.decode(content)]),
  );
}

export function archiveOf(members: Members): Uint8Array<ArrayBuffer> {
  const files = Object.entries(members).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(files), { level: 1 });
}

/** The members with a manifest that fits them: what a person who knows the format could forge. */
export function withManifest(members: Members): Members {
  const listed = Object.entries(members).filter(([name]) => name !== 'manifest.json');
  const manifest = {
    format: 'complexitynet-bundle',
    version: 1,
    members: listed.map(([name, text]) => ({
      name,
      bytes: strToU8(text).length,
      sha256: sha256Hex(text),
    })),
  };
  return { ...Object.fromEntries(listed), 'manifest.json': canonicalJson(manifest) };
}

/** An experiment with some of everything: judged and unjudged trials, failures, predictors, intents. */
export async function fill(store: ExperimentStore, tasks: number, id = 'invented'): Promise<void> {
  await store.put(inventedDefinition(tasks, id));
  const keys = inventedKeys(tasks, id);
  const [failed, asked, ...rest] = keys;
  await store.fail([inventedFailure(failed)]);
  await store.intend([inventedIntent(asked, 0.5)]);
  const trials = rest.map((key, at) => inventedTrial(key, { judged: at % 7 !== 0 }));
  trials[3].detail.answer.logprobs = [
    { token: 'é', logprob: -0.1, top: [{ token: '\ud800', logprob: -Infinity }] },
  ];
  // In the order of a run, not of the keys.
  for (let at = 0; at < trials.length; at += 60) await store.settle(trials.slice(at, at + 60).reverse());
  await store.putPredictor({ experiment: id, id: 'p', name: 'P', json: { weights: [0.1, -0, 1e-300] } });
}

/** All that is kept, as one text. */
export async function snapshot(store: ExperimentStore): Promise<string> {
  const kept = [];
  for (const { id } of (await store.list()).sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const experiment = await store.get(id);
    const tasks = [...new Set((await store.summaries(id)).map(({ task }) => task))];
    kept.push([
      { ...experiment, changedAt: undefined },
      await store.trials(id, tasks),
      await store.intents(id),
      await store.failures(id),
      await store.predictors(id),
    ]);
  }
  return canonicalJson(kept);
}
