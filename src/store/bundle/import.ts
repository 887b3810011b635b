import type { Comparison, ExperimentStore, WholeExperiment } from '../experiments/contract';
import { BundleError } from './bundle-error';

/**
 * What to do where the experiment is here already:
 * - keep-mine: add the trials that are not here; where both have one, mine stays
 * - take-theirs: the same, but theirs replaces mine
 * - as-copy: import it beside, under another id
 */
export type OnConflict = 'keep-mine' | 'take-theirs' | 'as-copy';

/**
 * - none: no such experiment is here
 * - identical: everything of it is here already
 * - mergeable: what both have is the same, and something is to be added
 * - differing: some trials have another answer or verdict here
 * - other-definition: the experiment here asks for something else; only 'as-copy' is possible
 */
export interface Conflict extends Comparison {
  kind: 'none' | 'identical' | 'mergeable' | 'differing' | 'other-definition';
}

/** Compares a bundle with what is here: what a visitor is asked about before anything is written. */
export async function conflicts(
  store: Pick<ExperimentStore, 'compare'>,
  whole: WholeExperiment,
): Promise<Conflict> {
  const found = await store.compare(whole);
  const kind =
    found.definition === 'new'
      ? 'none'
      : found.definition === 'other'
        ? 'other-definition'
        : found.differing.length > 0
          ? 'differing'
          : found.added + found.judged > 0
            ? 'mergeable'
            : 'identical';
  return { ...found, kind };
}

/** What an import did: the comparison before it, and where the experiment is now. */
export interface Imported extends Comparison {
  id: string;
}

/** The same experiment under another id, and a name that tells. */
export function copyOf(whole: WholeExperiment, id: string): WholeExperiment {
  const { definition } = whole;
  return {
    definition: { ...definition, id, name: `${definition.name} (copy)`.slice(-500) },
    createdAt: whole.createdAt,
    trials: whole.trials.map(({ summary, detail }) => ({
      summary: { ...summary, experiment: id },
      detail: { ...detail, experiment: id },
    })),
    failures: whole.failures.map((failure) => ({ ...failure, experiment: id })),
    predictors: whole.predictors.map((predictor) => ({ ...predictor, experiment: id })),
  };
}

async function freeId(store: Pick<ExperimentStore, 'get'>, id: string): Promise<string> {
  const base = id.slice(0, 190).replace(/-copy(-\d+)?$/, '');
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? `${base}-copy` : `${base}-copy-${number}`;
    if (!(await store.get(candidate))) return candidate;
  }
}

/**
 * Brings an inspected bundle in: all of it or, where it fails, nothing.
 *
 * @throws BundleError 'other-definition' where it can only come in as a copy
 * @throws StoreError, 'quota' where there is no room for it
 */
export async function importBundle(
  store: Pick<ExperimentStore, 'get' | 'merge'>,
  whole: WholeExperiment,
  { onConflict }: { onConflict: OnConflict },
): Promise<Imported> {
  const { id } = whole.definition;
  if (onConflict === 'as-copy') {
    const copy = (await store.get(id)) ? copyOf(whole, await freeId(store, id)) : whole;
    return { id: copy.definition.id, ...(await store.merge(copy, 'keep-mine')) };
  }
  try {
    return { id, ...(await store.merge(whole, onConflict)) };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new BundleError(
      'other-definition',
      'The experiment that is here under this id asks for something else. Import this one as a copy.',
      [],
      { cause },
    );
  }
}
