import { untrack } from 'svelte';
import type { LiveTask } from '../../lab/live-trials';
import { pageLink } from '../link/link.svelte';
import { starters } from '../state/starters.svelte';
import type { TaskDraft, TaskOrigin } from './draft.svelte';
import type { RouterShelf } from './shelf.svelte';

/** A task as a link names it. */
export type LinkedTask =
  { kind: 'starter' | 'recorded'; id: string } | { kind: 'own'; prompt: string; tests: string };

type Picked = Exclude<TaskOrigin, { kind: 'own' }>;

/**
 * Which task the page begins with: its link’s; else a starter task, and where nothing can be asked and a router is there
 * a recorded one, which can be replayed. To be made while the page is.
 */
export class FirstTask {
  #wanted = $state.raw<LinkedTask>();
  /** What the page has picked of its own accord. */
  #first = $state.raw<LiveTask>();
  #hasBegun = $state(false);
  readonly #draft: TaskDraft;
  readonly #shelf: RouterShelf;

  /**
   * @param how.isOpen is it known what is kept here?
   * @param how.replays is there nothing to do but replay?
   */
  constructor(how: { draft: TaskDraft; shelf: RouterShelf; isOpen: () => boolean; replays: () => boolean }) {
    this.#draft = how.draft;
    this.#shelf = how.shelf;
    void starters.load();
    $effect(() => {
      if (how.isOpen()) this.#pick(how.replays());
    });
  }

  /** Does it stand there because nothing else was chosen? */
  get isShown(): boolean {
    const { origin } = this.#draft;
    return origin.kind !== 'own' && origin.task === this.#first;
  }

  /** Is one about to be put into empty fields? */
  get isAwaited(): boolean {
    return !this.#hasBegun && !starters.hasFailed && !this.#draft.prompt && !this.#draft.tests;
  }

  /** Shows the task of a link, once it is at hand. */
  follow(task: LinkedTask): void {
    this.#wanted = task;
  }

  #pick(replays: boolean): void {
    const wanted = this.#wanted;
    if (wanted && this.#show(wanted)) {
      this.#wanted = undefined;
      this.#hasBegun = true;
    }
    const recorded = replays && this.#shelf.router ? this.#recorded() : undefined;
    const starter = starters.tasks?.[12];
    untrack(() => {
      // Somebody may have begun to type meanwhile.
      const isEmpty = !this.#draft.prompt && !this.#draft.tests;
      if (starter && !this.#hasBegun) {
        if (isEmpty) this.#begin({ kind: 'starter', task: starter });
        this.#hasBegun = true;
      }
      if (recorded && this.isShown && this.#draft.origin.kind === 'starter') this.#begin(recorded);
    });
  }

  #begin(picked: Picked): void {
    this.#hasBegun = true;
    this.#first = picked.task;
    this.#draft.pick(picked);
  }

  /** @returns is it shown, or known not to be here? */
  #show(wanted: LinkedTask): boolean {
    const draft = this.#draft;
    if (wanted.kind === 'own') {
      untrack(() => draft.write(wanted));
      return true;
    }
    const { id } = wanted;
    const isReady = wanted.kind === 'starter' ? starters.tasks : this.#recorded();
    if (!isReady) return false;
    const starter = wanted.kind === 'starter' ? starters.tasks!.find((task) => task.id === id) : undefined;
    const picked: Picked | undefined = starter ? { kind: 'starter', task: starter } : this.#recorded(id);
    if (picked) untrack(() => draft.pick(picked));
    else pageLink.problem = `Its task “${id.slice(0, 40)}” is not known here.`;
    return true;
  }

  /** A recorded task, the first unless told which, where the texts are at hand. */
  #recorded(id?: string): Picked | undefined {
    const { recording } = this.#shelf;
    if (!recording || !('byId' in recording.texts)) return undefined;
    const { tasks, dataset } = recording.experiment;
    const task = recording.texts.byId.get(id ?? tasks[0].id);
    return task && { kind: 'recorded', task, dataset };
  }
}
