import type { Intent, TrialFailure, TrialKey } from '../../core/live-experiment';
import type { ExperimentStore } from '../../store/experiments/contract';
import type { Board } from './board';
import { Ledger } from './budget';
import type { LiveDefinition } from './contract';
import { type Loaded, takeOverIntents } from './loaded';

/** What is known of an experiment while it is open: read from the store, and kept up as answers come. */
export class Books {
  definition!: LiveDefinition;
  board!: Board;
  ledger!: Ledger;
  failures: TrialFailure[] = [];
  /** By model. */
  readonly dollars = new Map<string, number>();
  /** Intents of calls that were out when a page ended. */
  readonly repeated: Intent[] = [];

  /** What was read takes the place of what was known. */
  take({ definition, board, failures, dollars, spent }: Loaded): void {
    this.definition = definition;
    this.board = board;
    this.failures = failures;
    this.dollars.clear();
    for (const [model, sum] of dollars) this.dollars.set(model, sum);
    this.ledger = new Ledger(spent, definition.budget, this.ledger?.spending.unsure ?? 0);
  }

  /** Calls of a page that ended in the middle are to be made again; they may have been paid. */
  async takeOver(experiments: ExperimentStore): Promise<void> {
    const left = await takeOverIntents(experiments, this.board);
    this.repeated.push(...left);
    for (const { reserved } of left) this.ledger.suspect(reserved);
  }

  answered(key: TrialKey, dollars: number): void {
    this.dollars.set(key.model, (this.dollars.get(key.model) ?? 0) + dollars);
    if (this.failures.length > 0) this.failures = this.failures.filter((one) => !isSame(one, key));
  }

  failed(failure: TrialFailure): void {
    this.failures = [...this.failures.filter((one) => !isSame(one, failure)), failure];
  }

  levels(): Map<string, number> {
    const levels = new Map<string, number>();
    for (const task of this.definition.taskIds) {
      const level = this.board.level(task);
      if (level !== undefined) levels.set(task, level);
    }
    return levels;
  }
}

const isSame = (a: TrialKey, b: TrialKey) => a.task === b.task && a.model === b.model && a.index === b.index;
