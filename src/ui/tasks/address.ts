/** The address of an experiment's task, or of its list of tasks. */
export function taskAddress(experiment: string, task?: string): string {
  const list = `#/experiments/${experiment}/tasks`;
  return task === undefined ? list : `${list}/${encodeURIComponent(task)}`;
}

/**
 * Which task of an experiment an address names: `undefined` for the list itself, `null` where the address is of
 * something else.
 *
 * @param hash such as "#/experiments/humaneval/tasks/HumanEval%2F0"
 */
export function taskInAddress(hash: string, experiment: string): string | undefined | null {
  const [path] = hash.split('?');
  const list = taskAddress(experiment);
  if (path === '#/tasks' || path === list || path === `${list}/`) return undefined;
  if (!path.startsWith(`${list}/`)) return null;
  try {
    return decodeURIComponent(path.slice(list.length + 1));
  } catch {
    return path.slice(list.length + 1);
  }
}

/**
 * Writes the chosen task into the browser's address. The router isn't told: it would take a choice for a change of
 * page, and go to the page's top.
 */
export class TaskAddress {
  readonly #experiment: string;
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(experiment: string) {
    this.#experiment = experiment;
  }

  /** As a step of its own, which Back undoes. */
  push(task?: string): void {
    this.forget();
    const address = this.#withQuery(task);
    if (address !== location.hash) history.pushState({}, '', address);
  }

  /** In place of the task before, once moving has come to rest: browsers limit how often an address changes. */
  replace(task: string): void {
    this.forget();
    const write = () => history.replaceState(history.state, '', this.#withQuery(task));
    this.#settling = setTimeout(write, 150);
  }

  /** The same view, of another task. */
  #withQuery(task: string | undefined): string {
    const [, query] = location.hash.split('?');
    return taskAddress(this.#experiment, task) + (query === undefined ? '' : `?${query}`);
  }

  /** What is not written yet is not to be: the address is about something else by now. */
  forget(): void {
    clearTimeout(this.#settling);
  }
}
