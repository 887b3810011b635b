import { auditedTasks } from '../../core/audit';
import type { AskingCost } from '../../core/batch-plan';
import { passed } from '../../core/experiment';
import { decidedLevel } from '../../core/lazy-labelling';
import type { TrialFailure, TrialKey, TrialSummary } from '../../core/live-experiment';
import type { LiveDefinition } from './contract';

/** What has become of a trial. 'pending': it is about to be asked, or out. */
export type Cell = 'missing' | 'pending' | 'answered' | 'wrong' | 'right' | 'failed';

type Place = Pick<TrialKey, 'task' | 'model' | 'index'>;

/** Where every trial of an experiment stands: pure bookkeeping, in memory. */
export class Board {
  readonly audited: ReadonlySet<string>;
  /** Trials per model that the label is of; 0 where the rule doesn't fit the models or M. */
  readonly labelTrials: number;
  readonly #cells = new Map<string, Cell[][]>();
  readonly #models: Map<string, number>;
  readonly #levels = new Map<string, number>();
  /** Levels by outcome: many tasks have the same. NaN: not decided. */
  readonly #decided = new Map<string, number>();
  readonly #counts: Record<Cell, number>[];
  /** Per model, over all tasks. */
  readonly seen: { passed: number; judged: number }[];

  constructor(
    readonly definition: LiveDefinition,
    summaries: readonly TrialSummary[],
    failures: readonly TrialFailure[],
  ) {
    const { taskIds, models, trials, rule, labelling } = definition;
    this.#models = new Map(models.map(({ id }, k) => [id, k]));
    this.#counts = models.map(() => ({
      ...{ missing: taskIds.length * trials, pending: 0, answered: 0 },
      ...{ wrong: 0, right: 0, failed: 0 },
    }));
    this.seen = models.map(() => ({ passed: 0, judged: 0 }));
    for (const task of taskIds) {
      this.#cells.set(
        task,
        models.map(() => new Array<Cell>(trials).fill('missing')),
      );
    }
    const wanted = rule.trials ?? trials;
    this.labelTrials = rule.models === models.length && wanted <= trials ? wanted : 0;
    const all = labelling.kind === 'all' || this.labelTrials === 0;
    this.audited = all ? new Set(taskIds) : auditedTasks(definition);
    for (const failure of failures) this.set(failure, 'failed');
    for (const summary of summaries) this.set(summary, cellOf(summary));
  }

  get(place: Place): Cell | undefined {
    return this.#cells.get(place.task)?.[this.#models.get(place.model) ?? -1]?.[place.index];
  }

  /** What the definition doesn't ask for, any more, is left alone. */
  set(place: Place, cell: Cell): void {
    const before = this.get(place);
    if (before === undefined || before === cell) return;
    const k = this.#models.get(place.model)!;
    this.#cells.get(place.task)![k][place.index] = cell;
    this.#counts[k][before]--;
    this.#counts[k][cell]++;
    this.#count(k, before, -1);
    this.#count(k, cell, 1);
    if (isJudged(before) || isJudged(cell)) this.#levels.delete(place.task);
  }

  cells(task: string, model: number): readonly Cell[] {
    return this.#cells.get(task)?.[model] ?? [];
  }

  count(model: number, cell: Cell): number {
    return this.#counts[model][cell];
  }

  /** Successes and judged trials per model, of those that the label is of. */
  outcomes(task: string): { successes: number[]; asked: number[] } {
    const ofLabel = this.definition.models.map((_, k) => this.cells(task, k).slice(0, this.labelTrials));
    return {
      successes: ofLabel.map((cells) => cells.filter((cell) => cell === 'right').length),
      asked: ofLabel.map((cells) => cells.filter(isJudged).length),
    };
  }

  /** The task's level by the rule now in force, once no trial to come can change it. */
  level(task: string): number | undefined {
    if (this.labelTrials === 0) return undefined;
    let level = this.#levels.get(task);
    if (level === undefined) this.#levels.set(task, (level = this.#decide(task)));
    return Number.isNaN(level) ? undefined : level;
  }

  #decide(task: string): number {
    const { rule, models } = this.definition;
    const { successes, asked } = this.outcomes(task);
    const outcome = `${successes} of ${asked}`;
    let level = this.#decided.get(outcome);
    if (level === undefined) {
      const most = models.map(() => this.labelTrials);
      level = decidedLevel(rule, successes, asked, most) ?? NaN;
      this.#decided.set(outcome, level);
    }
    return level;
  }

  /** What each model costs to be asked, in dollars; in unit costs where some model has no price. */
  costs(tokens: { input: number; output: number }): AskingCost[] {
    const { models } = this.definition;
    const inDollars = models.every(({ price, engine }) => price || engine.kind !== 'openai');
    return models.map(({ price, unitCost }, k) => {
      const seen = this.seen[k];
      if (!inDollars) return { prompt: 0, answer: unitCost, seen };
      const { input = 0, output = 0 } = price ?? {};
      return { prompt: (tokens.input * input) / 1e6, answer: (tokens.output * output) / 1e6, seen };
    });
  }

  #count(model: number, cell: Cell, by: 1 | -1): void {
    if (!isJudged(cell)) return;
    this.seen[model].judged += by;
    if (cell === 'right') this.seen[model].passed += by;
  }
}

/** The cell of a trial that has its answer. */
export function cellOf({ digits, verdict }: Pick<TrialSummary, 'digits' | 'verdict'>): Cell {
  if (verdict === undefined) return 'answered';
  return passed(digits) ? 'right' : 'wrong';
}

const isJudged = (cell: Cell) => cell === 'right' || cell === 'wrong';
