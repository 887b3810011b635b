import * as v from 'valibot';
import type { Round } from '../../core/class/round';
import { perKey } from '../tasks/keyed';
import { store } from '../state/store.svelte';

const keptSchema = v.object({
  choices: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
  player: v.string(),
});

/** One player's way through a round, kept in this browser: a guess that was made stands. */
export class Play {
  choices = $state.raw<readonly number[]>([]);
  player = $state('');
  /** Which task is looked at; the number of tasks: the round is over. */
  at = $state(0);
  isLoaded = $state(false);
  readonly #key: string;

  constructor(key: string) {
    this.#key = `class/play/${key}`;
    void this.#load();
  }

  get isRevealed(): boolean {
    return this.at < this.choices.length;
  }

  choose(model: number): void {
    if (this.isRevealed) return;
    this.choices = [...this.choices, model];
    void this.save();
  }

  next(): void {
    this.at++;
  }

  again(): void {
    this.choices = [];
    this.at = 0;
    void this.save();
  }

  async save(): Promise<void> {
    const { choices, player } = this;
    await (await store).settings.put(this.#key, { choices: [...choices], player });
  }

  async #load(): Promise<void> {
    const kept = v.safeParse(keptSchema, await (await store).settings.get(this.#key));
    if (kept.success) {
      this.choices = kept.output.choices;
      this.player = kept.output.player;
      this.at = this.choices.length;
    }
    this.isLoaded = true;
  }
}

const plays = perKey((key) => new Play(key));

/** The play of a round; a round with other tasks or verdicts is another. */
export const playOf = ({ experiment, number, fingerprint }: Round): Play =>
  plays(`${experiment}/${number}/${fingerprint}`);
