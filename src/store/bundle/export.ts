import { canonicalJson } from '../../core/canonical-json';
import { readDefinition } from '../../core/definition-file';
import { sha256Hex } from '../../core/digest';
import type { RunOptions } from '../../core/interfaces';
import { without } from '../../core/without';
import type { ExperimentStore } from '../experiments/contract';
import { StoreError } from '../store-error';
import { ArchiveWriter } from './archive';
import {
  aboutName,
  bundleFormat,
  bundleVersion,
  definitionName,
  failuresName,
  type Manifest,
  manifestName,
  predictorsName,
  trialsName,
  trialsPerMember,
} from './format';
import { rowOf } from './rows';
import { pause } from './pause';

const encoder = new TextEncoder();
const linesOf = (rows: readonly object[]) => rows.map((row) => `${canonicalJson(row)}\n`).join('');

/** Adds members, and remembers what the manifest says of them. */
class BundleWriter {
  readonly #archive = new ArchiveWriter();
  readonly #members: Manifest['members'] = [];

  add(name: string, text: string): void {
    const bytes = encoder.encode(text);
    this.#members.push({ name, bytes: bytes.length, sha256: sha256Hex(bytes) });
    this.#archive.add(name, bytes);
  }

  end(): Blob {
    const manifest = { format: bundleFormat, version: bundleVersion, members: this.#members };
    this.#archive.add(manifestName, encoder.encode(`${canonicalJson(manifest)}\n`));
    return this.#archive.end();
  }
}

type Source = Pick<ExperimentStore, 'get' | 'summaries' | 'trials' | 'failures' | 'predictors'>;

/**
 * Writes an experiment as a bundle: the same experiment gives the same bytes. What is this browser's own (status,
 * intents, keys) is not in it. The page gets its turn after every 500 trials, which progress counts.
 *
 * @throws StoreError; 'gone' where there is no such experiment
 * @throws DefinitionError where the definition would not be read back
 */
export async function exportBundle(
  store: Source,
  id: string,
  { signal, onProgress }: RunOptions = {},
): Promise<Blob> {
  const experiment = await store.get(id);
  if (!experiment) throw new StoreError('gone', undefined, 'experiment');
  const writer = new BundleWriter();
  // As it will be read: what an import would refuse is better refused here.
  const definition = readDefinition(JSON.parse(canonicalJson(experiment.definition)));
  writer.add(aboutName, `${canonicalJson({ createdAt: experiment.createdAt })}\n`);
  writer.add(definitionName, `${canonicalJson(definition)}\n`);
  await writeSmall(writer, store, id);

  const counts = new Map<string, number>();
  for (const { task } of await store.summaries(id)) counts.set(task, (counts.get(task) ?? 0) + 1);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let members = 0;
  let done = 0;
  let rows: object[] = [];
  const flush = async (least: number) => {
    while (rows.length >= least && rows.length > 0) {
      writer.add(trialsName(++members), linesOf(rows.slice(0, trialsPerMember)));
      done += Math.min(rows.length, trialsPerMember);
      rows = rows.slice(trialsPerMember);
      onProgress?.({ done, total });
      await pause(signal);
    }
  };
  for (const tasks of groups(counts)) {
    rows.push(...(await store.trials(id, tasks)).map(rowOf));
    await flush(trialsPerMember);
  }
  await flush(0);
  return writer.end();
}

async function writeSmall(writer: BundleWriter, store: Source, id: string): Promise<void> {
  const failures = (await store.failures(id)).map((row) => without(row, 'experiment'));
  if (failures.length > 0) writer.add(failuresName, linesOf(failures));
  const predictors = (await store.predictors(id)).map((row) => without(row, 'experiment'));
  if (predictors.length > 0) writer.add(predictorsName, linesOf(predictors));
}

/** Tasks whose trials fill about one member. */
function* groups(counts: Map<string, number>): Generator<string[]> {
  let group: string[] = [];
  let trials = 0;
  for (const [task, count] of counts) {
    group.push(task);
    trials += count;
    if (trials < trialsPerMember) continue;
    yield group;
    group = [];
    trials = 0;
  }
  if (group.length > 0) yield group;
}
