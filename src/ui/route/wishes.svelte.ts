import type { RouterPoint } from '../../router/file';
import type { Router, RouterPrediction } from '../../router/router';

/** What a visitor fixes: a place between cheapest and best, an accuracy, or dollars per task. */
export type Fixed = 'place' | 'accuracy' | 'budget';

/** Less accuracy than this from the best is as good as the best, where it costs less. */
const asGood = 0.01;

/** Dollars per task that stand in the field at first. */
export const usualBudget = 0.002;

/** Which of a router’s points is wanted. */
export class Wishes {
  fixed = $state<Fixed>('place');
  /** Undefined: the cheapest that is about as good as the best. */
  ownPlace = $state<number>();
  /** Undefined: as at that place. */
  ownAccuracy = $state<number>();
  /** Dollars per task. */
  budget = $state<number | null>(usualBudget);
  /** Dollars of one call of the dearest model; undefined: as its price has it. */
  ownDollars = $state<number | null>();
  readonly #router: () => Router | undefined;
  readonly #prediction: () => RouterPrediction | undefined;
  readonly #usualDollars: () => number;

  readonly points: readonly RouterPoint[] = $derived.by(() => {
    const [router, prediction] = [this.#router(), this.#prediction()];
    return router && prediction ? router.points(prediction) : [];
  });
  readonly range = $derived.by(() => {
    const values = this.points.map(({ accuracy }) => accuracy.value);
    return {
      low: Math.floor(Math.min(...values) * 1000) / 1000,
      high: Math.floor(Math.max(...values) * 1000) / 1000,
    };
  });
  readonly dollars = $derived.by(() =>
    this.ownDollars === undefined ? this.#usualDollars() : this.ownDollars,
  );
  readonly isValid = $derived(Boolean(this.dollars && this.dollars > 0 && this.budget && this.budget > 0));

  /**
   * @param how.usualDollars of a call of the dearest model
   */
  constructor(how: {
    router: () => Router | undefined;
    prediction: () => RouterPrediction | undefined;
    usualDollars: () => number;
  }) {
    this.#router = how.router;
    this.#prediction = how.prediction;
    this.#usualDollars = how.usualDollars;
  }

  get place(): number {
    const best = Math.max(...this.points.map(({ accuracy }) => accuracy.value));
    const usual = this.points.findIndex(({ accuracy }) => accuracy.value >= best - asGood);
    return Math.min(this.ownPlace ?? usual, this.points.length - 1);
  }

  set place(place: number) {
    this.ownPlace = place;
  }

  get accuracy(): number {
    const { low, high } = this.range;
    return Math.min(Math.max(this.ownAccuracy ?? this.points[this.place].accuracy.value, low), high);
  }

  set accuracy(accuracy: number) {
    this.ownAccuracy = accuracy;
  }

  /** The budget in unit costs. */
  get atMost(): number | undefined {
    const unitCost = this.#router()?.file.models.at(-1)?.unitCost;
    return this.isValid && unitCost ? (this.budget! / this.dollars!) * unitCost : undefined;
  }

  /** Position of the point; undefined where none answers the wish. */
  get point(): number | undefined {
    const [router, prediction] = [this.#router(), this.#prediction()];
    if (!router || !prediction) return undefined;
    if (this.fixed === 'accuracy') {
      return router.pointFor(prediction, { kind: 'accuracy', atLeast: this.accuracy });
    }
    if (this.fixed === 'place') return this.place;
    return this.atMost && router.pointFor(prediction, { kind: 'cost', atMost: this.atMost });
  }
}
