import { IDBFactory } from 'fake-indexeddb';
import { formatDefinition } from '../../src/core/definition-file';
import { toOutcomes } from '../../src/core/experiment-from';
import { randomStream } from '../../src/core/random';
import { openStore } from '../../src/store/store';
import { exported, fill } from './bundles';
import { inventedDefinition, inventedKeys, inventedTrial } from './experiments';
import { importMutated, type Outcome, readMutatedDefinition, readMutatedOutcomes } from './mutated-imports';

const opened = async () =>
  (await openStore({ indexedDB: new IDBFactory(), channel: () => undefined })).experiments;

/** What became of each kind of import; anything else than refused or imported is thrown, with its number. */
export type Tally = Record<'bundle' | 'definition' | 'outcomes', Record<Outcome, number>>;

/**
 * Mutates bundles, definitions and outcomes files, three bundles to one of each other, and imports them.
 *
 * @param count how many in all
 * @throws Error at the first that is neither refused in clear words nor imported as it stands
 */
export async function importMany(count: number, onDone: (done: number) => void = () => {}): Promise<Tally> {
  const source = await opened();
  await fill(source, 3);
  const bundle = await exported(source);
  const definition = formatDefinition(inventedDefinition(3));
  const judged = inventedKeys(3).map((key) => inventedTrial(key).summary);
  const outcomes = toOutcomes(inventedDefinition(3), judged).text;
  const tally: Tally = {
    bundle: { refused: 0, imported: 0 },
    definition: { refused: 0, imported: 0 },
    outcomes: { refused: 0, imported: 0 },
  };
  let store = await opened();
  for (let at = 0; at < count; at++) {
    // The same experiment is here already: merges, conflicts and copies all come.
    if (at % 25 === 0) {
      store = await opened();
      await fill(store, 3);
    }
    const random = randomStream(at, 'mutated-imports');
    try {
      if (at % 5 < 3) tally.bundle[await importMutated(store, bundle, random)]++;
      else if (at % 5 === 3) tally.definition[readMutatedDefinition(definition, random)]++;
      else tally.outcomes[readMutatedOutcomes(outcomes, random)]++;
    } catch (error) {
      throw new Error(`import ${at}: ${(error as Error).message}`, { cause: error });
    }
    onDone(at + 1);
  }
  return tally;
}
