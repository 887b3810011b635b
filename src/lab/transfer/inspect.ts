import { parseDefinition } from '../../core/definition-file';
import type { RunOptions } from '../../core/interfaces';
import { outcomesFormat } from '../../core/outcomes-header';
import { parseOutcomes } from '../../core/outcomes-file';
import { parseSamples } from '../../core/samples-file';
import { conflicts, importBundle } from '../../store/bundle/import';
import { inspectBundle } from '../../store/bundle/inspect';
import type { Store } from '../../store/store';
import type { LiveDefinition } from '../run/contract';
import type { Brought, Choice, Found } from './protocol';
import { recordingEntry, recordingId } from './recording';
import { openingsOf, placeSamples, taskIn } from './samples';

/** A file that was looked into, and how it is brought in. */
export interface Inspected {
  found: Found;
  bring(choice: Choice): Promise<Brought>;
}

type Kept = Pick<Store, 'experiments' | 'recordings' | 'cache'>;

const definitionFormat = 'complexitynet-definition';
const runOf = (id: string) => `#/experiments/${encodeURIComponent(id)}/run`;

/**
 * Tells by its content what a file is (a bundle, an outcomes file, a definition, samples), reads all of it, and
 * writes nothing.
 *
 * @throws BundleError, OutcomesFileError, DefinitionError or SamplesFileError, each with the places that are wrong
 * @throws StoreError where what is here can't be read
 */
export async function inspectFile(
  bytes: Uint8Array,
  store: Kept,
  options: RunOptions & { codeVersion: string },
): Promise<Inspected> {
  // "PK": every zip archive begins so.
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return bundleFrom(bytes, store, options);
  const text = decode(bytes);
  const head = text.slice(0, 4096);
  if (head.includes(`"${definitionFormat}"`)) return definitionFrom(text, store);
  if (head.includes(`"${outcomesFormat}"`)) return outcomesFrom(text, store);
  return samplesFrom(text, store, options);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error('This is no file of text, and no bundle: nothing was read.');
  }
}

async function bundleFrom(bytes: Uint8Array, { experiments }: Kept, options: RunOptions): Promise<Inspected> {
  const { counts, ...whole } = await inspectBundle(bytes, options);
  const conflict = await conflicts(experiments, whole);
  return {
    found: { kind: 'bundle', name: whole.definition.name, counts, conflict },
    async bring(choice) {
      if (choice.kind !== 'bundle') throw new TypeError('a bundle was inspected');
      const { id, added, judged } = await importBundle(experiments, whole, choice);
      return { address: runOf(id), said: `${added} trials were added, and ${judged} verdicts.` };
    },
  };
}

async function outcomesFrom(text: string, { recordings }: Kept): Promise<Inspected> {
  const id = recordingId(text);
  const experiment = parseOutcomes(text, { id });
  const entry = recordingEntry(experiment, Date.now());
  const isHere = (await recordings.get(id)) !== undefined;
  return {
    found: { kind: 'outcomes', entry, rule: experiment.rule.name, isHere },
    async bring() {
      if (!isHere) await recordings.put(entry, text);
      return { address: `#/experiments/${id}/labels`, said: `${entry.trials} trials were brought in.` };
    },
  };
}

async function definitionFrom(text: string, { experiments }: Kept): Promise<Inspected> {
  const definition = parseDefinition(text);
  const { id, name, dataset, taskIds, models, trials } = definition;
  const isHere = (await experiments.get(id)) !== undefined;
  return {
    found: {
      ...{ kind: 'definition', name, dataset, tasks: taskIds.length, trials, isHere },
      models: models.map((model) => model.name),
    },
    async bring() {
      const own = isHere ? await freeId(experiments, id) : id;
      await experiments.put({ ...definition, id: own });
      return { address: runOf(own), said: 'It can be started here.' };
    },
  };
}

async function freeId(experiments: Store['experiments'], id: string): Promise<string> {
  for (let number = 2; ; number++) {
    const candidate = `${id.slice(0, 180)}-${number}`;
    if (!(await experiments.get(candidate))) return candidate;
  }
}

async function samplesFrom(
  text: string,
  store: Kept,
  { codeVersion }: { codeVersion: string },
): Promise<Inspected> {
  const samples = parseSamples(text);
  const tasks = new Set(samples.map(({ task }) => task));
  const { experiments } = store;
  const targets = [];
  for (const { id, name } of await experiments.list()) {
    const { definition } = (await experiments.get(id)) ?? {};
    if (!definition) continue;
    const ids = new Set(definition.taskIds);
    const fitting = [...tasks].filter((task) => taskIn(ids, task) !== undefined).length;
    const models = definition.models.map((model) => ({ id: model.id, name: model.name }));
    if (fitting > 0) targets.push({ id, name, fitting, models });
  }
  return {
    found: {
      ...{ kind: 'samples', samples: samples.length, tasks: tasks.size, targets },
      models: [...new Set(samples.map(({ model = '' }) => model))],
    },
    async bring(choice) {
      if (choice.kind !== 'samples') throw new TypeError('samples were inspected');
      const kept = await experiments.get(choice.experiment);
      if (!kept) throw new Error('The experiment was deleted meanwhile.');
      const definition = kept.definition as LiveDefinition;
      const completes = samples.some(({ kind }) => kind === 'completion');
      const openings = completes ? await openingsOf(definition, store) : new Map<string, string>();
      const taken = await experiments.summaries(definition.id);
      const facts = { codeVersion, now: new Date() };
      const placed = placeSamples(definition, samples, taken, choice.models, openings, facts);
      await experiments.settle(placed.trials);
      return { address: runOf(definition.id), said: saidOf(placed) };
    },
  };
}

function saidOf({ trials, unknownTask, otherModel, tooMany }: ReturnType<typeof placeSamples>): string {
  const left = [
    unknownTask && `${unknownTask} of tasks that it hasn’t`,
    otherModel && `${otherModel} of models that were passed over`,
    tooMany && `${tooMany} beyond its trials per model and task`,
  ].filter(Boolean);
  const leftOut = left.length ? ` Left out: ${left.join(', ')}.` : '';
  return `${trials.length} answers were added, to be judged.${leftOut}`;
}
