import { added, emptyTally, readTally, type Tally } from '../../lab/routing/tally';
import type { RouteCost } from '../../lab/routing/cost';
import { store } from '../state/store.svelte';

/** Models that were asked, or recorded answers that were replayed: they are never added up together. */
export type Answers = 'live' | 'recorded';

const keyOf = (answers: Answers) => `route-tally-${answers}`;

/** What routing has come to so far, kept in this browser. */
export class Tallies {
  live = $state.raw<Tally>(emptyTally);
  recorded = $state.raw<Tally>(emptyTally);

  async load(): Promise<void> {
    const { settings } = await store;
    for (const answers of ['live', 'recorded'] as const)
      this[answers] = readTally(await settings.get(keyOf(answers)));
  }

  async add(answers: Answers, cost: RouteCost, isAnswered: boolean): Promise<void> {
    await this.#put(answers, added(this[answers], cost, isAnswered));
  }

  async clear(answers: Answers): Promise<void> {
    await this.#put(answers, emptyTally);
  }

  async #put(answers: Answers, tally: Tally): Promise<void> {
    this[answers] = tally;
    await (await store).settings.put(keyOf(answers), tally);
  }
}
