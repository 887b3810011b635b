import { starterTasks } from '../../datasets/starter/starter';
import type { StarterTask } from '../../datasets/starter/task';

/** The starter tasks: a part of the app that is fetched when it is first asked for, and may not come. */
class Starters {
  /** Undefined until they are here. */
  tasks = $state.raw<readonly StarterTask[]>();
  hasFailed = $state(false);

  async load(): Promise<void> {
    try {
      this.tasks ??= await starterTasks();
    } catch {
      this.hasFailed = true;
    }
  }
}

export const starters = new Starters();
