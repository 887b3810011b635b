import { sha256Hex } from '../../core/digest';
import type { StarterTask } from '../../datasets/starter/task';
import { functionName } from '../../datasets/signature';
import type { LiveTask } from '../../lab/live-trials';
import { findingsOf } from '../../lab/routing/findings';
import { splitTests } from '../judge/split-tests';

/** Where the task in the fields comes from: typed, or picked and left as it is. */
export type TaskOrigin =
  | { kind: 'own' }
  | { kind: 'starter'; task: StarterTask }
  | { kind: 'recorded'; task: LiveTask; dataset: string };

const joined = ({ tests }: Pick<LiveTask, 'tests'>) => tests.join('\n');

/** The task that is to be routed, as it stands in the fields. */
export class TaskDraft {
  prompt = $state('');
  tests = $state('');
  #picked = $state.raw<TaskOrigin>({ kind: 'own' });

  /** A picked task that was edited is the visitor’s own. */
  readonly origin: TaskOrigin = $derived.by(() => {
    const picked = this.#picked;
    if (picked.kind === 'own') return picked;
    const isAsPicked = this.prompt === picked.task.prompt && this.tests === joined(picked.task);
    return isAsPicked ? picked : { kind: 'own' };
  });
  readonly list = $derived(splitTests(this.tests));
  readonly findings = $derived(findingsOf(this.prompt, this.list));
  readonly isStopped = $derived(this.findings.some(({ stops }) => stops));

  pick(origin: Exclude<TaskOrigin, { kind: 'own' }>): void {
    this.#picked = origin;
    this.prompt = origin.task.prompt;
    this.tests = joined(origin.task);
  }

  /** A task of one’s own. */
  write({ prompt, tests }: { prompt: string; tests: string }): void {
    this.#picked = { kind: 'own' };
    this.prompt = prompt;
    this.tests = tests;
  }

  /** Empty fields, for a task of one’s own. */
  clear(): void {
    this.write({ prompt: '', tests: '' });
  }

  get dataset(): string {
    if (this.origin.kind === 'own') return 'own';
    return this.origin.kind === 'starter' ? 'starter' : this.origin.dataset;
  }

  /** The task as it may be asked and judged. */
  get task(): LiveTask {
    const { origin } = this;
    if (origin.kind !== 'own') return origin.task;
    const tests = this.list;
    const prompt = this.prompt.trim();
    const entryPoint = functionName({ tests });
    const id = `own/${sha256Hex(JSON.stringify([prompt, tests])).slice(0, 12)}`;
    return { id, prompt, tests, ...(entryPoint && { entryPoint }) };
  }

  /**
   * How many of the first tests models are shown and answers checked with: all of the visitor’s own; of a task whose
   * further tests tell whether an accepted answer is right, as many as the router learnt with.
   */
  checkedWith(visibleTests: number): number {
    const { length } = this.task.tests;
    return this.origin.kind === 'own' ? length : Math.min(visibleTests, length);
  }
}
