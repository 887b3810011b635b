import type { Intent, TrialFailure, TrialKey, TrialSummary } from '../../core/live-experiment';
import type { ExperimentStore } from '../../store/experiments/contract';
import type { Board } from './board';
import { Ledger } from './budget';
import type { LiveDefinition } from './contract';
import { load, takeOverIntents } from './loaded';

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

  /**
   * Reads all of it again.
   *
   * @param retries are trials that failed to be asked again?
   * @returns answers that have no verdict yet
   * @throws StoreError
   */
  async load(experiments: ExperimentStore, id: string, retries: boolean): Promise<TrialSummary[]> {
    const loaded = await load(experiments, id, retries);
    this.definition = loaded.definition;
    this.board = loaded.board;
    this.failures = loaded.failures;
    this.dollars.clear();
    for (const [model, dollars] of loaded.dollars) this.dollars.set(model, dollars);
    const unsure = this.ledger?.spending.unsure ?? 0;
    this.ledger = new Ledger(loaded.spent, loaded.definition.budget, unsure);
    return loaded.unjudged;
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
