import { randomStream } from '../../core/random';
import type { PromptTask } from '../prompt-parts';
import { choice } from './choice/kind';
import { json } from './json/kind';
import type { TaskKind } from './kind';
import { numeric } from './number/kind';
import { output } from './output/kind';
import { pattern } from './pattern/kind';
import { python } from './python/kind';
import { shortText } from './text/kind';

/** Every kind of task that there is: a new one is a folder beside this file, and a place in this list. */
export const kinds: readonly TaskKind[] = [python, output, numeric, choice, shortText, pattern, json];

/**
 * The kind of a task; Python where it names none.
 *
 * @throws Error, for the visitor, where this version of the app has no such kind
 */
export function kindOf(task: Pick<PromptTask, 'kind'>): TaskKind {
  const found = kindIfAny(task);
  if (!found) throw new Error(`This version of the app has no tasks of the kind “${task.kind}”.`);
  return found;
}

const kindIfAny = ({ kind = python.id }: Pick<PromptTask, 'kind'>) => kinds.find(({ id }) => id === kind);

/** Why a task can't be judged, whatever is answered; undefined where it can. */
export async function faultOf(task: PromptTask): Promise<string | undefined> {
  const kind = kindIfAny(task);
  if (!kind) return `this version of the app has no tasks of the kind “${task.kind}”`;
  return kind.problemIn(task) ?? (await kind.check?.(task));
}

/** A task as it stands in an experiment of this seed. */
export function arranged<T extends PromptTask>(task: T, seed: number): T {
  return kindOf(task).arrange?.(task, randomStream(seed, `choices of ${task.id}`)) ?? task;
}

/** The tests that a router may see of a task: none where a test is the answer itself. */
export function seenTests(task: PromptTask, visibleTests: number): string[] {
  return kindOf(task).showsTests ? task.tests.slice(0, visibleTests) : [];
}
