import { canonicalJson } from '../../src/core/canonical-json';
import { DefinitionError } from '../../src/core/definition-error';
import { formatDefinition, parseDefinition } from '../../src/core/definition-file';
import { OutcomesFileError } from '../../src/core/outcomes-error';
import { formatOutcomes, parseOutcomes } from '../../src/core/outcomes-file';
import { type Random, randomInteger } from '../../src/core/random';
import { without } from '../../src/core/without';
import { BundleError } from '../../src/store/bundle/bundle-error';
import { conflicts, importBundle, type OnConflict } from '../../src/store/bundle/import';
import { inspectBundle } from '../../src/store/bundle/inspect';
import type { ExperimentStore } from '../../src/store/experiments/contract';
import { archiveOf, exported, type Members, membersOf, snapshot, withManifest } from './bundles';

const pick = <T>(items: readonly T[], random: Random): T => items[randomInteger(random, items.length)];

/** What a value may become: wrong types, huge and odd numbers, names that every object inherits. */
const oddities = [
  'null',
  '-1',
  '0.5',
  '1e308',
  '1e999',
  '9007199254740993',
  'true',
  '""',
  '"__proto__"',
  '[]',
  '{}',
  '"\\ud800"',
  `${'['.repeat(300)}${']'.repeat(300)}`,
  `"${'long'.repeat(3000)}"`,
];

function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(bytes);
  for (let flips = 1 + randomInteger(random, 8); flips > 0; flips--) {
    copy[randomInteger(random, copy.length)] ^= 1 << randomInteger(random, 8);
  }
  return copy;
}

/** Changes something in one line of JSON, or of JSON lines. */
export function mutateText(text: string, random: Random): string {
  const lines = text.split('\n');
  const at = randomInteger(random, lines.length);
  const line = lines[at];
  switch (randomInteger(random, 8)) {
    case 0: // a line twice
      lines.splice(at, 0, line);
      break;
    case 1: // a line less
      lines.splice(at, 1);
      break;
    case 2: // the rest cut off
      return text.slice(0, randomInteger(random, text.length));
    case 3: {
      // a character gone
      const place = randomInteger(random, line.length + 1);
      lines[at] = line.slice(0, place) + line.slice(place + 1);
      break;
    }
    case 4: {
      // two lines swapped
      const other = randomInteger(random, lines.length);
      [lines[at], lines[other]] = [lines[other], lines[at]];
      break;
    }
    default: {
      // another value
      const values = [
        ...line.matchAll(/(?<=[:[,])("(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*|true|false|null)(?=[,}\]])/g),
      ];
      if (values.length === 0) return `${text}x`;
      const value = pick(values, random);
      lines[at] =
        line.slice(0, value.index) + pick(oddities, random) + line.slice(value.index + value[0].length);
    }
  }
  return lines.join('\n');
}

function mutateMembers(members: Members, random: Random): Members {
  const names = Object.keys(members);
  const name = pick(names, random);
  const other = pick(names, random);
  switch (randomInteger(random, 6)) {
    case 0:
      return { ...members, [name]: members[other], [other]: members[name] };
    case 1:
      return Object.fromEntries(Object.entries(members).filter(([each]) => each !== name));
    case 2:
      return { ...members, [`${name}x`]: members[name] };
    default:
      return { ...members, [name]: mutateText(members[name], random) };
  }
}

/** A bundle with something done to it; "forged" ones have a manifest that fits what was done. */
export function mutatedBundle(bundle: Uint8Array, random: Random) {
  const kind = pick(['bytes', 'truncated', 'members', 'forged', 'forged'] as const, random);
  const members = () => mutateMembers(membersOf(bundle), random);
  switch (kind) {
    case 'bytes':
      return { kind, bytes: mutateBytes(bundle, random) };
    case 'truncated':
      return { kind, bytes: bundle.slice(0, randomInteger(random, bundle.length)) };
    case 'members':
      return { kind, bytes: archiveOf(members()) };
    case 'forged':
      return { kind, bytes: archiveOf(withManifest(members())) };
  }
}

export type Outcome = 'refused' | 'imported';

function mustSay(error: Error, problems: readonly unknown[] | undefined): Outcome {
  if (error.message.length < 20 || problems === undefined) throw new Error(`unclear: ${error.message}`);
  return 'refused';
}

/**
 * Imports a mutated bundle into a store that has something already, and checks what came of it: refused in clear
 * words and the store as it was, or imported as the bundle says.
 *
 * @throws Error where it was neither
 */
export async function importMutated(
  store: ExperimentStore,
  bundle: Uint8Array,
  random: Random,
): Promise<Outcome> {
  const original = canonicalJson(await withoutCounts(bundle));
  const { kind, bytes } = mutatedBundle(bundle, random);
  const before = await snapshot(store);
  let imported: string | undefined;
  try {
    const whole = await inspectBundle(bytes);
    if (kind !== 'forged' && canonicalJson(without(whole, 'counts')) !== original) {
      throw new Error(`${kind}: something else was read than was written`);
    }
    const onConflict = pick<OnConflict>(['keep-mine', 'take-theirs', 'as-copy'], random);
    const found = await conflicts(store, whole);
    const result = await importBundle(store, whole, { onConflict });
    imported = result.id;
    if (onConflict !== 'as-copy' && result.added !== found.added) throw new Error('counted otherwise');
    const again = await inspectBundle(await exported(store, imported));
    const places = (trials: typeof whole.trials) =>
      trials.map(({ summary: { task, model, index } }) => JSON.stringify([task, model, index]));
    const there = new Set(places(again.trials));
    if (!places(whole.trials).every((place) => there.has(place))) throw new Error('a trial was lost');
    if (onConflict === 'take-theirs') {
      const left = await conflicts(store, whole);
      if (left.added + left.judged + left.differing.length > 0) throw new Error('theirs is not there');
    }
    return 'imported';
  } catch (error) {
    if (!(error instanceof BundleError) || imported !== undefined) throw error;
    if ((await snapshot(store)) !== before)
      throw new Error(`${kind}: the store was changed`, { cause: error });
    return mustSay(error, error.problems);
  }
}

async function withoutCounts(bundle: Uint8Array) {
  return without(await inspectBundle(bundle), 'counts');
}

/** Reads a mutated definition: refused in clear words, or one that is written and read as the same. */
export function readMutatedDefinition(text: string, random: Random): Outcome {
  try {
    const definition = parseDefinition(mutateText(text, random));
    const again = parseDefinition(formatDefinition(definition));
    if (canonicalJson(again) !== canonicalJson(definition)) throw new Error('another definition came out');
    return 'imported';
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    return mustSay(error, error.problems);
  }
}

/** The same for an outcomes file. */
export function readMutatedOutcomes(text: string, random: Random): Outcome {
  try {
    const experiment = parseOutcomes(mutateText(text, random), { id: 'x' });
    const again = parseOutcomes(formatOutcomes(experiment), { id: 'x' });
    if (canonicalJson(again) !== canonicalJson(experiment)) throw new Error('another experiment came out');
    return 'imported';
  } catch (error) {
    if (!(error instanceof OutcomesFileError)) throw error;
    return mustSay(error, error.problems);
  }
}
