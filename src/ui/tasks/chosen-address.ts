import { writeAddress } from '../link/address-bar';
import { taskAddress } from './address';

/**
 * Writes the chosen task into the browser's address. The router isn't told: it would go to the page's top.
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
    writeAddress((hash) => this.#withQuery(hash, task), { isStep: true });
  }

  /** In place of the task before, once moving has come to rest: browsers limit how often an address changes. */
  replace(task: string): void {
    this.forget();
    const write = () => writeAddress((hash) => this.#withQuery(hash, task));
    this.#settling = setTimeout(write, 150);
  }

  /** The same view, of another task. */
  #withQuery(hash: string, task: string | undefined): string {
    const [, query] = hash.split('?');
    return taskAddress(this.#experiment, task) + (query === undefined ? '' : `?${query}`);
  }

  /** What is not written yet is not to be: the address is about something else by now. */
  forget(): void {
    clearTimeout(this.#settling);
  }
}
