import type { PythonFunctions } from './python-source';
import type { Plan } from './plan';

const mostKept = 20_000;

export interface PlannedTask {
  entryPoint: string;
  plans: Plan[];
}

/** Tests taken apart, once for all answers to the same task. */
export class Plans {
  readonly #python: PythonFunctions;
  readonly #kept = new Map<string, PlannedTask>();

  constructor(python: PythonFunctions) {
    this.#python = python;
  }

  of(tests: string[], given: string): PlannedTask {
    const key = JSON.stringify([given, tests]);
    let planned = this.#kept.get(key);
    if (!planned) {
      const entryPoint = this.#python.entry_of(JSON.stringify(tests), given);
      planned = {
        entryPoint,
        plans: tests.map((test) => JSON.parse(this.#python.plan(test, entryPoint)) as Plan),
      };
      if (this.#kept.size >= mostKept) this.#kept.clear();
      this.#kept.set(key, planned);
    }
    return planned;
  }
}
