import type { StarterTask } from './task';

/** The 40 tasks of the starter set, from trivial to hard. They are loaded when first asked for. */
export async function starterTasks(): Promise<StarterTask[]> {
  return (await import('./all')).allTasks;
}
