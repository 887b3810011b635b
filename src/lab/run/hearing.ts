import { canonicalJson } from '../../core/canonical-json';
import type { ExperimentChange, ExperimentStore } from '../../store/experiments/contract';
import type { LiveModel } from '../live-model';
import type { LiveDefinition } from './contract';

export interface HearingOptions {
  experiments: ExperimentStore;
  id: string;
  /** Milliseconds between two looks at what another tab writes. */
  pause: number;
  isFollowing(): boolean;
  onDeleted(): void;
  /** Another tab wrote: what is shown is to be read again. */
  onGrowth(): Promise<void>;
  onDefinition(definition: LiveDefinition): Promise<void>;
  onProblem(error: unknown): void;
}

/** Listens to what other tabs, or other pages of this one, change of an experiment. */
export class Hearing {
  readonly #options: HearingOptions;
  #looking: ReturnType<typeof setTimeout> | undefined;
  #end = () => {};

  constructor(options: HearingOptions) {
    this.#options = options;
  }

  begin(): void {
    const { experiments, id, onProblem } = this.#options;
    this.#end = experiments.onChange(id, (change) => void this.#hear(change).catch(onProblem));
  }

  end(): void {
    clearTimeout(this.#looking);
    this.#end();
  }

  async #hear({ kind }: ExperimentChange): Promise<void> {
    const { experiments, id, isFollowing, onDeleted, onDefinition } = this.#options;
    if (kind === 'deleted') return onDeleted();
    if (isFollowing()) return this.look();
    if (kind !== 'experiment') return;
    const kept = await experiments.get<LiveModel>(id);
    if (kept) await onDefinition(kept.definition);
    else onDeleted();
  }

  /** Looks at what another tab wrote, at most so often. */
  look(): void {
    const { pause, onGrowth, onProblem } = this.#options;
    this.#looking ??= setTimeout(() => {
      this.#looking = undefined;
      onGrowth().catch(onProblem);
    }, pause);
  }
}

/** Do two definitions ask for the same, but perhaps under another name or within another budget? */
export function asksTheSame(one: LiveDefinition, other: LiveDefinition): boolean {
  const asked = (definition: LiveDefinition) =>
    canonicalJson({ ...definition, name: undefined, budget: undefined });
  return asked(one) === asked(other);
}
