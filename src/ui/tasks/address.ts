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
