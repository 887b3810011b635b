import * as v from 'valibot';
import { type LinkField, wordField } from '../link/link.svelte';
import { pack, unpackJson } from '../link/packed';
import type { TaskDraft } from './draft.svelte';
import type { FirstTask } from './first-task.svelte';
import type { RouterShelf } from './shelf.svelte';
import { usualBudget, type Wishes } from './wishes.svelte';

const text = v.pipe(v.string(), v.maxLength(200_000));
const ownSchema = v.object({ prompt: text, tests: text });

/** A number from 0 on, undefined where it stands as at first. */
function numberField(
  read: () => number | null | undefined,
  write: (value: number | undefined) => void,
): LinkField {
  return {
    read: () => read()?.toString(),
    write(value) {
      const isNumber = value === undefined || /^\d{1,9}(\.\d{1,20})?(e-\d{1,2})?$/.test(value);
      if (isNumber) write(value === undefined ? undefined : Number(value));
      return isNumber;
    },
  };
}

/** What a link says of the page for routing: which router, which task, and what is wished for. */
export function routeFields(
  shelf: RouterShelf,
  draft: TaskDraft,
  first: FirstTask,
  wishes: Wishes,
): Record<string, LinkField> {
  const picked = (kind: 'starter' | 'recorded'): LinkField => ({
    read: () => (draft.origin.kind === kind && !first.isShown ? draft.task.id : undefined),
    write(id) {
      if (id === undefined) return true;
      first.follow({ kind, id });
      return true;
    },
  });
  return {
    from: {
      // One from a file is in nobody else’s browser: they have the router that they use.
      read: () =>
        shelf.origin.kind === 'file' ? 'file' : shelf.origin.id === 'mbpp' ? undefined : shelf.origin.id,
      write(id = 'mbpp') {
        if (id !== 'file') shelf.follow(id);
        return true;
      },
    },
    starter: picked('starter'),
    recorded: picked('recorded'),
    own: {
      read() {
        const { origin, prompt, tests } = draft;
        return origin.kind === 'own' && (prompt || tests)
          ? pack(JSON.stringify({ prompt, tests }))
          : undefined;
      },
      write(packed) {
        if (packed === undefined) return true;
        const task = v.safeParse(ownSchema, unpackJson(packed));
        if (task.success) first.follow({ kind: 'own', ...task.output });
        return task.success;
      },
    },
    fix: wordField(
      ['place', 'accuracy', 'budget'],
      () => wishes.fixed,
      (fixed) => (wishes.fixed = fixed),
    ),
    place: numberField(
      () => wishes.ownPlace,
      (place) => (wishes.ownPlace = place === undefined ? undefined : Math.floor(place)),
    ),
    right: numberField(
      () => wishes.ownAccuracy,
      (accuracy) => (wishes.ownAccuracy = accuracy),
    ),
    budget: numberField(
      () => (wishes.budget === usualBudget ? undefined : wishes.budget),
      (budget = usualBudget) => (wishes.budget = budget),
    ),
    call: numberField(
      () => wishes.ownDollars,
      (dollars) => (wishes.ownDollars = dollars),
    ),
  };
}
