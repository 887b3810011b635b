import type { LabellingRule } from '../../core/labelling';
import { type LevelReach, type Reach, reachOf } from '../../core/rules/reach';

/** So much is looked at while somebody types without being in the way. */
const quickOutcomes = 20_000;
const pauseMilliseconds = 300;

/** Which outcomes reach the levels of a rule that is being written: at once where there are few, else in a pause. */
export class Reaching {
  #latest = $state.raw<{ id: string; trials: string; reach: Reach }>();

  /** To be called in an effect: returns what ends the wait. */
  follow(rule: LabellingRule | undefined, trials: readonly number[]): (() => void) | undefined {
    if (!rule) return undefined;
    const look = () => {
      this.#latest = { id: rule.id, trials: trials.join(), reach: reachOf(rule, trials) };
    };
    if (trials.reduce((product, m) => product * (m + 1), 1) <= quickOutcomes) {
      look();
      return undefined;
    }
    const timer = setTimeout(look, pauseMilliseconds);
    return () => clearTimeout(timer);
  }

  /** Of this rule, once it has been looked at. */
  of(rule: LabellingRule | undefined): Reach | undefined {
    return rule && this.#latest?.id === rule.id ? this.#latest.reach : undefined;
  }
}

/** Why nothing comes to a level. */
export function reachWords(verdict: LevelReach['verdict'], isLast: boolean): string {
  if (verdict === 'unknown') return 'No outcome that comes here was found; not every one could be looked at.';
  if (isLast) return 'Nothing is left for this level: the ones above take every outcome.';
  return verdict === 'taken'
    ? 'Never reached: whatever meets this has gone to a level above.'
    : 'Never reached: no outcome meets this.';
}
