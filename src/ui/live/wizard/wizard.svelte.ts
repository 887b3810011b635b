import type { AssignmentRule } from '../../../core/assignment';
import { mixedDataset, mixedId } from '../../../core/mixed';
import { arranged, faultOf, kindOf } from '../../../datasets/kinds/registry';
import {
  assignments,
  cheapestFirst,
  type Draft,
  drawnOf,
  ownRuleId,
  paperDraft,
  rulesFor,
  usualAuditShare,
} from '../../../lab/draft';
import type { LiveTask } from '../../../lab/live-trials';
import { DraftRule } from '../../rules/draft-rule.svelte';
import type { OwnFile } from './own-file.svelte';
import { liveSettings } from '../../state/live-settings.svelte';
import { taskSets, tasksOf } from '../task-sets';

/** Stands for "all of its tests" where a definition wants a number. */
export const allTests = 1000;

const today = () =>
  new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** What is being chosen for a new experiment. */
export class Wizard {
  name = $state(`Run of ${today()}`);
  dataset = $state('starter');
  own = $state.raw<OwnFile>();
  tasks = $state(40);
  trials = $state(5);
  temperature = $state(1);
  maxTokens = $state(512);
  visibleTests = $state(1);
  ruleId = $state('');
  assignmentId = $state<keyof typeof assignments>('paper-rule');
  labelling = $state<'lazy' | 'all'>('lazy');
  auditPercent = $state(usualAuditShare * 100);
  strictness = $state<Draft['strictness']>('lenient');
  budget = $state<number | null>(null);
  seed = $state(1);
  /** Are models of servers asked by batch jobs? */
  isBatched = $state(false);
  /** Ids of models. */
  chosen = $state.raw<string[]>([]);

  readonly set = $derived(taskSets.find((one) => one.id === this.dataset)!);
  /** How many tasks there are to draw from; undefined where it isn't known before they are fetched. */
  readonly size = $derived(this.dataset === 'own' ? this.own?.tasks.length : this.set.size);
  /** Of a mixed experiment: which sets. */
  mixedSets = $state.raw<string[]>(['mbpp', 'gsm8k']);
  readonly isMixed = $derived(this.dataset === mixedDataset);
  readonly #sizes = $derived(
    this.isMixed
      ? this.mixedSets.map((id) =>
          id === 'own' ? this.own?.tasks.length : taskSets.find((one) => one.id === id)?.size,
        )
      : [this.size],
  );
  readonly taskCount = $derived(
    this.#sizes.reduce<number>((sum, size) => sum + Math.min(this.tasks, size ?? this.tasks), 0),
  );
  /** May some test of every task be shown? Where a test is the answer itself, none is. */
  readonly showsTests = $derived(
    (this.isMixed ? this.mixedSets : [this.dataset]).every((id) =>
      id === 'own'
        ? (this.own?.tasks ?? []).every((task) => kindOf(task).showsTests)
        : kindOf(taskSets.find((one) => one.id === id) ?? {}).showsTests,
    ),
  );
  readonly usesOwn = $derived(this.dataset === 'own' || (this.isMixed && this.mixedSets.includes('own')));
  readonly models = $derived(liveSettings.current.models.filter((model) => this.chosen.includes(model.id)));
  readonly rules = $derived(this.models.length ? rulesFor(this.models.length, this.trials) : []);
  /** Names of the models, cheapest first. */
  readonly names = $derived(cheapestFirst(this.models).map(({ name }) => name));
  readonly ownRule = new DraftRule(
    () => this.models.length,
    () => this.trials || 1,
  );
  readonly isOwnRule = $derived(this.ruleId === ownRuleId && this.models.length > 0);
  /** Undefined where one's own can't be read yet, or no model is chosen. */
  readonly rule = $derived(
    this.isOwnRule ? this.ownRule.rule : (this.rules.find(({ id }) => id === this.ruleId) ?? this.rules[0]),
  );
  readonly assignment = $derived.by((): AssignmentRule | undefined => {
    if (!this.rule) return undefined;
    return this.isOwnRule ? this.ownRule.assignment : assignments[this.assignmentId](this.rule);
  });
  /** Tiers of the paper that no model is there for. */
  readonly missingTiers = $derived(
    (['small', 'mid', 'large'] as const).filter(
      (tier) => !liveSettings.current.models.some((model) => model.tier === tier),
    ),
  );

  toggle(id: string, isChosen: boolean): void {
    this.chosen = isChosen ? [...this.chosen, id] : this.chosen.filter((one) => one !== id);
  }

  /** One of the rules that fit, or one's own, which begins as the one before. */
  chooseRule(id: string): void {
    if (id === ownRuleId && this.ownRule.levels.length === 0 && this.rule && this.assignment) {
      this.ownRule.takeRule(this.rule, this.assignment);
    }
    this.ruleId = id;
  }

  /** Whether a set is part of a mixed experiment, in the order in which sets are offered. */
  mix(id: string, isPart: boolean): void {
    const chosen = isPart ? [...this.mixedSets, id] : this.mixedSets.filter((one) => one !== id);
    this.mixedSets = taskSets.map((one) => one.id).filter((one) => chosen.includes(one));
  }

  chooseDataset(id: string): void {
    this.dataset = id;
    this.visibleTests = this.set.visibleTests;
  }

  /** The paper's experiment, with the first small, mid and large model that is set up. */
  choosePaper(): void {
    const { dataset, ...rest } = paperDraft;
    this.chooseDataset(dataset);
    Object.assign(this, rest);
    const { models } = liveSettings.current;
    this.chosen = (['small', 'mid', 'large'] as const).flatMap(
      (tier) => models.find((model) => model.tier === tier)?.id ?? [],
    );
    this.ruleId = '';
    this.assignmentId = 'paper-rule';
    this.name = 'The paper’s experiment';
  }

  /** The tasks that it draws from, with their texts; fetched where they aren't at hand. */
  async texts(): Promise<LiveTask[]> {
    if (!this.isMixed) return this.#textsOf(this.dataset);
    const sets = await Promise.all(
      this.mixedSets.map(async (set) =>
        (await this.#textsOf(set)).map((task) => ({ ...task, id: mixedId(set, task.id) })),
      ),
    );
    return sets.flat();
  }

  async #textsOf(set: string): Promise<LiveTask[]> {
    if (set !== 'own') return tasksOf(set);
    if (!this.own) throw new Error('Choose a file of tasks.');
    for (const task of this.own.tasks) {
      const problem = await faultOf(task);
      if (problem) throw new Error(`Task ${task.id} can’t be judged: ${problem}.`);
    }
    await this.own.remember();
    return this.own.tasks;
  }

  /** Those of them that the seed draws. */
  async drawn(): Promise<LiveTask[]> {
    const { dataset, tasks, seed } = this;
    return drawnOf({ dataset, tasks, seed }, await this.texts()).map((task) => arranged(task, seed));
  }

  /** What is wrong with it; empty where nothing is. */
  get complaint(): string {
    const whole = (value: number, least: number, most: number) =>
      Number.isInteger(value) && value >= least && value <= most;
    if (this.models.length === 0) return 'Choose at least one model.';
    if (this.models.length > 10) return 'At most ten models.';
    if (this.usesOwn && !this.own) return 'Choose a file of tasks.';
    if (this.usesOwn && this.own!.tasks.length === 0) return 'No row of the file is a task yet.';
    if (this.isMixed && this.mixedSets.length < 2) return 'Choose two sets of tasks or more.';
    if (!whole(this.tasks, 1, 100_000)) return 'The number of tasks is a whole number from 1.';
    if (!whole(this.trials, 1, 50)) return 'Trials are a whole number from 1 to 50.';
    if (!(this.temperature >= 0 && this.temperature <= 2)) return 'A temperature is from 0 to 2.';
    if (!whole(this.maxTokens, 16, 32_768)) return 'The most tokens are a whole number from 16 to 32,768.';
    if (!this.rule) return 'The labelling rule can’t be used as it stands: see there.';
    if (this.labelling === 'lazy' && !(this.auditPercent >= 0 && this.auditPercent <= 100)) {
      return 'The audited share is from 0 to 100 %.';
    }
    if (this.budget !== null && !(this.budget >= 0)) return 'A budget is 0 dollars or more, or empty.';
    return Number.isInteger(this.seed) ? '' : 'A seed is a whole number.';
  }

  /** Once there is no complaint. */
  get draft(): Draft {
    const { dataset, tasks, models, trials, temperature, maxTokens, strictness, seed } = this;
    const visibleTests = this.showsTests ? this.visibleTests : 0;
    return {
      ...{ dataset, tasks, models, trials, temperature, maxTokens, visibleTests, strictness, seed },
      name: this.name.trim() || `Run of ${today()}`,
      rule: this.rule!,
      assignment: this.assignment!,
      labelling:
        this.labelling === 'lazy' ? { kind: 'lazy', auditShare: this.auditPercent / 100 } : { kind: 'all' },
      batched: this.isBatched
        ? models.filter(({ engine }) => engine.kind === 'openai').map(({ id }) => id)
        : [],
      ...(this.budget !== null && { budget: this.budget }),
    };
  }

  /** Which model each level goes to, in words: "1, 2 → small". */
  get assignmentWords(): string {
    if (!this.assignment) return '';
    const { modelOfLevel } = this.assignment;
    return this.names
      .map((name, k) => {
        const levels = Object.keys(modelOfLevel).filter((level) => modelOfLevel[Number(level)] === k);
        return levels.length ? `level ${levels.join(', ')} to ${name}` : '';
      })
      .filter(Boolean)
      .join('; ');
  }
}
