import { added, emptyTally, readTally, type Tally } from '../../lab/routing/tally';
import type { RouteCost } from '../../lab/routing/cost';
import { otherTabs } from '../state/other-tabs';
import { store } from '../state/store.svelte';

/** Models that were asked, or recorded answers that were replayed: they are never added up together. */
export type Answers = 'live' | 'recorded';

const keyOf = (answers: Answers) => `route-tally-${answers}`;
const tabs = otherTabs('route-tallies');

/** What routing has come to so far, kept in this browser: all of its tabs add to it. */
export class Tallies {
  live = $state.raw<Tally>(emptyTally);
  recorded = $state.raw<Tally>(emptyTally);

  async load(): Promise<void> {
    const { settings } = await store;
    for (const answers of ['live', 'recorded'] as const)
      this[answers] = readTally(await settings.get(keyOf(answers)));
  }

  /** @returns stops listening to what other tabs add */
  listen(): () => void {
    return tabs.onTold(() => void this.load());
  }

  async add(answers: Answers, cost: RouteCost, isAnswered: boolean): Promise<void> {
    const withIt = (tally: Tally) => added(tally, cost, isAnswered);
    const { settings } = await store;
    const kept = await settings.change(keyOf(answers), (value) => withIt(readTally(value)));
    this[answers] = kept === undefined ? withIt(this[answers]) : readTally(kept);
    tabs.tell();
  }

  async clear(answers: Answers): Promise<void> {
    this[answers] = emptyTally;
    await (await store).settings.put(keyOf(answers), emptyTally);
    tabs.tell();
  }
}
