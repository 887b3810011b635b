import type { Place } from './expression';

/** Why a condition can't be read. `message` says what was expected, and what stands there. */
export class ConditionError extends Error {
  override name = 'ConditionError';

  /** Where it stands in the condition's text. */
  readonly place: Place;

  constructor(message: string, { start, end }: Place) {
    super(message);
    this.place = { start, end };
  }
}
