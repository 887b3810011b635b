import { type AssignmentRule, ownAssignment } from '../../core/assignment';
import { boundLevels, type LabellingRule } from '../../core/labelling';
import { conditionsOf, type RulePreset } from '../../core/rules/presets';
import { problemsIn, type RuleProblem, writtenRule } from '../../core/rules/written-rule';

interface DraftLevel {
  /** For keyed lists. */
  key: number;
  /** Its condition; the last level has none that counts. */
  when: string;
  /** The model that it goes to, cheapest 0. */
  model: number;
}

/** A labelling rule while it is being written, with where its levels go. The levels are numbered from 1. */
export class DraftRule {
  /** In the order in which they are tried; the last takes what is left. */
  levels = $state<DraftLevel[]>([]);
  readonly #models: () => number;
  readonly #trials: () => number;
  #next = 0;

  /**
   * @param models K, as it stands
   * @param trials M, as it stands
   */
  constructor(models: () => number, trials: () => number) {
    this.#models = models;
    this.#trials = trials;
  }

  readonly conditions = $derived(this.levels.slice(0, -1).map(({ when }) => when));
  readonly problems = $derived.by((): RuleProblem[] => problemsIn(this.conditions, this.#models()));

  /** Undefined where it can't be read, or not for so many trials. */
  readonly rule = $derived.by((): LabellingRule | undefined =>
    this.problems.length === 0 && this.misfit === ''
      ? writtenRule(this.conditions, this.#models())
      : undefined,
  );

  /** Why it can't speak of so many trials, though each condition can be read. */
  readonly misfit = $derived.by((): string => {
    if (this.problems.length > 0 || this.levels.length === 0) return '';
    try {
      boundLevels(writtenRule(this.conditions, this.#models()), this.trials);
      return '';
    } catch (error) {
      if (error instanceof RangeError) return error.message;
      throw error;
    }
  });

  /** Trials per model. */
  get trials(): number[] {
    return Array.from({ length: this.#models() }, () => this.#trials());
  }

  get assignment(): AssignmentRule {
    const dearest = this.#models() - 1;
    return ownAssignment(
      Object.fromEntries(this.levels.map(({ model }, index) => [index + 1, Math.min(model, dearest)])),
    );
  }

  /** Begins with what a preset says. */
  take({ conditions, assignment }: Pick<RulePreset, 'conditions' | 'assignment'>): void {
    this.levels = [...conditions, ''].map((when, index) => ({
      key: this.#next++,
      when,
      model: assignment[index],
    }));
  }

  /** Begins with a rule that is there. */
  takeRule(rule: LabellingRule, { modelOfLevel }: Pick<AssignmentRule, 'modelOfLevel'>): void {
    const assignment = rule.levels.map(({ level }) => modelOfLevel[level]);
    this.take({ conditions: conditionsOf(rule), assignment });
  }

  /** A level before the last. */
  add(): void {
    const at = this.levels.length - 1;
    const model = this.levels[at]?.model ?? 0;
    this.levels.splice(at, 0, { key: this.#next++, when: 'x1 >= 1', model });
  }

  remove(index: number): void {
    this.levels.splice(index, 1);
  }

  /** One place up; not the last. */
  raise(index: number): void {
    const [level] = this.levels.splice(index, 1);
    this.levels.splice(index - 1, 0, level);
  }
}
