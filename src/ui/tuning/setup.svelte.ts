import { modelPresets, type TunablePreset } from '../../engines/openai/presets';
import type { Method, Reading, ServedBase, TuningPlan } from '../../lab/tuning/contract';
import type { TuningForm } from '../../predictors/fine-tuned/form';
import { fewestRows } from '../../predictors/fine-tuned/training-file';
import { defaultTemplate, templateProblem } from '../../predictors/zero-shot/template';
import { holdoutSplit, withoutTwins } from '../../study/comparison/split';
import { seed as usualSeed } from '../state/study-state.svelte';
import { liveSettings } from '../state/live-settings.svelte';
import type { TuningSource } from './source';

/** The paper’s split (section 4.1). */
export const paperSplit = { train: 144, test: 36 };

export const tunablePresets: TunablePreset[] = modelPresets.flatMap(({ tunable }) => tunable);

/** What is chosen before anything is sent. */
export class TuningSetup {
  readonly source: TuningSource;
  kind = $state<Method['kind']>('fine-tuned');
  connection = $state('');
  baseModel = $state('davinci-002');
  form = $state<TuningForm>('completion');
  limitName = $state<ServedBase['limitName']>('max_tokens');
  training = $state<number | null>(6);
  input = $state<number | null>(12);
  output = $state<number | null>(12);
  /** Id of a model of the visitor’s. */
  model = $state('');
  template = $state(defaultTemplate);
  reading = $state<Reading['kind']>('logprobs');
  draws = $state(5);
  split = $state<'paper' | 'share'>('share');
  share = $state(80);
  seed = $state(usualSeed);
  /** Null: the server chooses. */
  epochs = $state<number | null>(null);
  batchSize = $state<number | null>(null);
  learningRate = $state<number | null>(null);
  suffix = $state('complexity');
  validates = $state(true);
  budget = $state<number | null>(null);

  constructor(source: TuningSource) {
    this.source = source;
    if (this.canBePaper) this.split = 'paper';
  }

  get canBePaper(): boolean {
    return this.source.tasks.length >= paperSplit.train + paperSplit.test;
  }

  get isServed(): boolean {
    return this.kind === 'fine-tuned' || this.kind === 'base';
  }

  get preset(): TunablePreset | undefined {
    return tunablePresets.find(({ model }) => model === this.baseModel.trim());
  }

  /** Takes over what is known of the base model. */
  takePreset(): void {
    const { preset } = this;
    if (!preset) return;
    this.form = preset.form;
    this.limitName = preset.limitName;
    const price = this.kind === 'fine-tuned' ? preset.tunedPrice : { training: null, ...preset.price };
    this.training = price.training;
    this.input = price.input;
    this.output = price.output;
  }

  /** What is wrong with what was chosen; empty where nothing is. */
  get complaint(): string {
    if (this.isServed && !this.connection) return 'Choose a server.';
    if (this.isServed && !this.baseModel.trim()) return 'Name a model.';
    if (!this.isServed && !this.#chosenModel) return 'Choose a model.';
    if (this.kind === 'zero-shot' && templateProblem(this.template)) return templateProblem(this.template);
    if (this.suffix.length > 64) return 'The suffix has at most 64 characters.';
    try {
      const { train } = this.#parts();
      if (this.kind === 'fine-tuned' && train.length < fewestRows) {
        return `A job needs at least ${fewestRows} training tasks, and here are ${train.length}.`;
      }
    } catch (error) {
      return error instanceof Error ? `${error.message}.` : String(error);
    }
    return '';
  }

  /** `leftOut`: of the training tasks those whose text is a test task’s too. */
  get counts(): { train: number; test: number; leftOut: number } | undefined {
    try {
      const { train, test, leftOut } = this.#parts();
      return { train: train.length, test: test.length, leftOut };
    } catch {
      return undefined;
    }
  }

  /** @param id never used before */
  plan(id: string, createdAt: number): TuningPlan {
    const { source, budget } = this;
    const { train, test } = this.#parts();
    const named = (indices: number[]) => indices.map((index) => source.tasks[index]);
    return {
      id,
      experiment: source.id,
      name: this.#name,
      method: this.#method(),
      reading: this.reading === 'draws' ? { kind: 'draws', draws: this.draws } : { kind: 'logprobs' },
      levels: source.levels,
      labels: Object.fromEntries([...train, ...test].map((at) => [source.tasks[at], source.labels[at]])),
      train: named(train),
      test: named(test),
      visibleTests: source.experiment.visibleTests,
      validates: this.validates,
      seed: this.seed,
      ...(budget !== null && { budget }),
      createdAt,
    };
  }

  get #chosenModel() {
    return liveSettings.current.models.find(({ id }) => id === this.model);
  }

  get #name(): string {
    const base = this.baseModel.trim();
    switch (this.kind) {
      case 'fine-tuned':
        return `${base}, fine-tuned`;
      case 'base':
        return `${base} as it is`;
      case 'zero-shot':
        return `${this.#chosenModel?.name}, asked for a level`;
      case 'own-ability':
        return `${this.#chosenModel?.name}, asked whether it can`;
    }
  }

  /** Positions of the tasks; one text is on one side only. */
  #parts() {
    const size = this.split === 'paper' ? { counts: paperSplit } : { share: 1 - this.share / 100 };
    return withoutTwins(holdoutSplit(this.source.labels, { ...size, seed: this.seed }), this.source.seen);
  }

  #method(): Method {
    const { kind } = this;
    if (kind === 'zero-shot') return { kind, model: plain(this.#chosenModel!), template: this.template };
    if (kind === 'own-ability') return { kind, model: plain(this.#chosenModel!) };
    const { training, input, output } = this;
    const isPriced = input !== null && output !== null;
    const base: ServedBase = {
      connection: this.connection,
      model: this.baseModel.trim(),
      form: this.form,
      limitName: this.limitName,
      ...(isPriced && { price: { training: training ?? 0, input, output } }),
    };
    if (kind === 'base') return { kind, base };
    return {
      kind,
      base,
      suffix: this.suffix.trim(),
      hyperparameters: {
        epochs: this.epochs ?? 'auto',
        batchSize: this.batchSize ?? 'auto',
        learningRate: this.learningRate ?? 'auto',
      },
    };
  }
}

/** As it can be kept: without what the page’s state wraps around it. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
