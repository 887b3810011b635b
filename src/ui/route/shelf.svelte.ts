import type { Experiment } from '../../core/experiment';
import { textOf } from '../../predictors/features/text';
import type { RouterFile } from '../../router/file';
import { readRouter, type Router } from '../../router/router';
import { contentKey } from '../../study/content-key';
import { Computation } from '../state/computation.svelte';
import { loadSource } from '../state/experiment-source';
import { otherTabs } from '../state/other-tabs';
import { cache, store } from '../state/store.svelte';
import { studyClient } from '../state/study-client';
import { seed } from '../state/study-state.svelte';
import { said } from '../complexity/trained-models.svelte';
import { findTexts, type FoundTexts } from './texts';

/** Where a router comes from: learnt from an experiment, or brought in as a file. */
export type RouterOrigin = { kind: 'experiment'; id: string } | { kind: 'file'; name: string };

/** How far the router is that tasks are to go through. */
export type ShelfStatus =
  | { kind: 'looking' }
  /** `missing`: the dataset whose texts must be fetched first. */
  | { kind: 'untrained'; name: string; tasks: number; missing?: string }
  | { kind: 'training'; name: string; computation: Computation<RouterFile> }
  | { kind: 'ready'; router: Router }
  | { kind: 'failed'; message: string };

/** What a router was learnt from, where it is here: its recorded trials, and the texts of its tasks. */
export interface Recording {
  experiment: Experiment;
  texts: FoundTexts;
}

/** Which router is in use, as it is kept; one from a file with what was in it. */
interface Choice {
  origin: RouterOrigin;
  file?: unknown;
}

const settingsKey = 'router';
const tabs = otherTabs('router');

/**
 * The router in use, in all tabs: the last one that was chosen. One that was trained here is kept, and found again as
 * long as nothing that it learnt from changes.
 */
export class RouterShelf {
  origin = $state.raw<RouterOrigin>({ kind: 'experiment', id: 'mbpp' });
  status = $state.raw<ShelfStatus>({ kind: 'looking' });
  recording = $state.raw<Recording>();
  /** Why a file was not taken; the router that was in use stays. */
  problem = $state('');
  #turn = 0;
  #isLinked = false;

  get router(): Router | undefined {
    return this.status.kind === 'ready' ? this.status.router : undefined;
  }

  /** Opens the one of the page’s link, else the one that was in use last. */
  async open(): Promise<void> {
    return this.#isLinked ? this.look() : this.#useKept();
  }

  /** @returns stops listening to what is chosen in other tabs */
  listen(): () => void {
    return tabs.onTold(() => void this.#useKept());
  }

  /** Takes the router of an experiment: the one that is kept, else it is to be trained. */
  async choose(id: string): Promise<void> {
    void this.#keep({ origin: { kind: 'experiment', id } });
    await this.#useOf(id);
  }

  /** Takes the router of an experiment that a link names; the one in use stays in use where no link says otherwise. */
  follow(id: string): void {
    this.#isLinked = true;
    if (this.origin.kind === 'experiment' && this.origin.id === id) return;
    void this.#useOf(id);
  }

  /** Looks again what is kept, and which texts are at hand. */
  async look(): Promise<void> {
    const isCurrent = this.#begin();
    if (this.origin.kind === 'file') return this.#findRecording(isCurrent);
    const { id } = this.origin;
    try {
      const { experiment } = await loadSource(id);
      const kept = await cache.get(keyOf(experiment));
      const texts = await findTexts(experiment);
      if (!isCurrent()) return;
      this.recording = { experiment, texts };
      this.status = kept
        ? { kind: 'ready', router: readRouter(kept) }
        : { kind: 'untrained', ...untrained(this.recording) };
    } catch (error) {
      if (isCurrent()) this.status = { kind: 'failed', message: said(error) };
    }
  }

  /** Trains the router of the experiment that is chosen, once its texts are at hand. */
  train(): void {
    const { recording } = this;
    if (!recording || !('byId' in recording.texts)) return;
    const isCurrent = this.#begin();
    const { experiment, texts } = recording;
    const { byId } = texts as Extract<FoundTexts, { byId: unknown }>;
    const computation = new Computation(async (listener) => {
      const seen = experiment.tasks.map(({ id }) => {
        const { prompt, tests } = byId.get(id)!;
        return { id, text: textOf(prompt, tests.slice(0, experiment.visibleTests)) };
      });
      const file = await studyClient.trainRouter({ experiment, texts: seen, seed }, listener);
      await cache.put(keyOf(experiment), file);
      if (isCurrent()) this.status = { kind: 'ready', router: readRouter(file) };
      return file;
    });
    this.status = { kind: 'training', name: experiment.name, computation };
  }

  /** Takes a router from a file, in place of the one in use. */
  async bringIn(file: File): Promise<void> {
    this.problem = '';
    try {
      const json = await parsed(file);
      const origin: RouterOrigin = { kind: 'file', name: file.name };
      await this.#useFile(origin, readRouter(json));
      await this.#keep({ origin, file: json });
    } catch (error) {
      this.problem = said(error);
    }
  }

  async #keep(choice: Choice): Promise<void> {
    await (await store).settings.put(settingsKey, choice);
    tabs.tell();
  }

  async #useKept(): Promise<void> {
    const kept = (await (await store).settings.get(settingsKey)) as Choice | undefined;
    try {
      if (kept?.origin.kind === 'file') await this.#useFile(kept.origin, readRouter(kept.file));
      else await this.#useOf(kept?.origin.id ?? 'mbpp');
    } catch {
      await this.#useOf('mbpp');
    }
  }

  async #useOf(id: string): Promise<void> {
    this.problem = '';
    this.origin = { kind: 'experiment', id };
    await this.look();
  }

  async #useFile(origin: RouterOrigin, router: Router): Promise<void> {
    const isCurrent = this.#begin();
    this.origin = origin;
    this.recording = undefined;
    this.status = { kind: 'ready', router };
    await this.#findRecording(isCurrent);
  }

  /** The recording that a router from a file learnt from may be here, to be replayed. */
  async #findRecording(isCurrent: () => boolean): Promise<void> {
    const { models, provenance } = this.router!.file;
    const experiment = await loadSource(provenance.experiment).then(
      (loaded) => loaded.experiment,
      () => undefined,
    );
    const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id).join('\n');
    if (!experiment || ids(experiment.models) !== ids(models)) return;
    const texts = await findTexts(experiment).catch(() => undefined);
    if (texts && isCurrent()) this.recording = { experiment, texts };
  }

  /** @returns is nothing else asked for since? */
  #begin(): () => boolean {
    const turn = ++this.#turn;
    return () => this.#turn === turn;
  }
}

function untrained({ experiment, texts }: Recording) {
  const { name, tasks } = experiment;
  return { name, tasks: tasks.length, ...('missing' in texts && { missing: texts.missing }) };
}

const keyOf = (experiment: Experiment) => contentKey('router', { experiment, seed });

/** @throws Error, for the visitor, where it is no JSON */
async function parsed(file: File): Promise<unknown> {
  try {
    return JSON.parse(await file.text()) as unknown;
  } catch {
    throw new Error(`${file.name} is no JSON: a router that was saved here is.`);
  }
}
