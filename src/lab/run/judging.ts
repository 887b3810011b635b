import type { TrialDetail, TrialKey } from '../../core/live-experiment';
import type { Judge, Judgement, Strictness } from '../../judge/contract';
import type { ExperimentStore, JudgedTrial } from '../../store/experiments/contract';
import { StoreError } from '../../store/store-error';
import { judgeAnswer } from '../judge-answer';
import { type LiveTask, trialOf } from '../live-trials';
import { type Cell, cellOf } from './board';

export interface JudgingServices {
  judge: Pick<Judge, 'judge'>;
  textOf(task: string): Promise<LiveTask>;
  strictness(): Strictness;
  /** Resolves when the verdict is kept. */
  keep(judged: JudgedTrial): Promise<unknown>;
  /** Told of each verdict when it is kept. */
  onJudged(key: TrialKey, cell: Cell): void;
  /** Told when nothing is left to judge. */
  onIdle(): void;
  /** Told when an answer could not be judged. */
  onFailed(): void;
}

interface Item {
  key: TrialKey;
  /** The answer with its opening; read from the store where it isn't at hand. */
  text: () => Promise<string>;
}

const idOf = ({ task, model, index }: TrialKey) => JSON.stringify([task, model, index]);

/** While some verdicts are being kept, the judge goes on; with so many times what it has at once, it waits. */
const mostUnkept = 4;

/** Judges answers as they come, so many at once, whichever model they are of. */
export class Judging {
  readonly #services: JudgingServices;
  readonly #limit: number;
  readonly #waiting: Item[] = [];
  readonly #known = new Set<string>();
  #failed: { item: Item; message: string }[] = [];
  /** Answers that the judge has; those, and the ones whose verdict is being kept. */
  #atJudge = 0;
  #running = 0;
  #isClosed = false;
  #rested: (() => void)[] = [];

  constructor(services: JudgingServices, limit: number) {
    this.#services = services;
    this.#limit = limit;
  }

  get open(): number {
    return this.#waiting.length + this.#running;
  }

  get failed(): { count: number; message: string } {
    return { count: this.#failed.length, message: this.#failed[0]?.message ?? '' };
  }

  /** What is being judged, or waits, or failed, is not taken again. */
  add(key: TrialKey, text: () => Promise<string>): void {
    const id = idOf(key);
    if (this.#known.has(id)) return;
    this.#known.add(id);
    this.#waiting.push({ key, text });
    this.#next();
  }

  /** An answer that is kept: it is read when its turn comes. */
  addKept(key: TrialKey, experiments: Pick<ExperimentStore, 'detail'>): void {
    this.add(key, async () => {
      const detail = await experiments.detail(key);
      if (!detail) throw new StoreError('gone', undefined, 'experiment');
      return judgedText(detail);
    });
  }

  /** Judges again what the judge failed on. */
  retry(): void {
    const again = this.#failed.map(({ item }) => item);
    this.#failed = [];
    this.#waiting.push(...again);
    this.#next();
  }

  /** Begins nothing more until it is opened again; resolves when what was begun is kept. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#running > 0) await new Promise<void>((resolve) => this.#rested.push(resolve));
  }

  reopen(): void {
    this.#isClosed = false;
    this.#next();
  }

  #next(): void {
    const hasRoom = () => this.#atJudge < this.#limit && this.#running < mostUnkept * this.#limit;
    while (!this.#isClosed && hasRoom() && this.#waiting.length > 0) {
      this.#running++;
      void this.#judge(this.#waiting.shift()!);
    }
  }

  async #judge(item: Item): Promise<void> {
    const { judge, textOf, strictness, keep, onJudged, onFailed } = this.#services;
    try {
      const used = strictness();
      const judgement = await this.#atTheJudge(async () => {
        const [text, task] = await Promise.all([item.text(), textOf(item.key.task)]);
        return judgeAnswer(judge, text, task, { strictness: used });
      });
      const judged = judgedTrial(item.key, judgement, used);
      await keep(judged);
      this.#known.delete(idOf(item.key));
      onJudged(item.key, cellOf(judged));
    } catch (error) {
      this.#failed.push({ item, message: error instanceof Error ? error.message : String(error) });
      onFailed();
    }
    this.#running--;
    this.#next();
    if (this.#running > 0) return;
    for (const resolve of this.#rested.splice(0)) resolve();
    if (this.#waiting.length === 0) this.#services.onIdle();
  }

  async #atTheJudge(work: () => Promise<Judgement>): Promise<Judgement> {
    this.#atJudge++;
    try {
      return await work();
    } finally {
      this.#atJudge--;
      this.#next();
    }
  }
}

/** A verdict as it is kept; with how strictly it was judged. */
export function judgedTrial(key: TrialKey, judgement: Judgement, strictness: Strictness): JudgedTrial {
  const { experiment, task, model, index } = key;
  return {
    ...{ experiment, task, model, index },
    ...{ digits: trialOf(judgement), verdict: judgement.verdict },
    judgement: { ...judgement, strictness },
  };
}

/** What the judge is given of an answer. */
export const judgedText = ({ opening, answer }: Pick<TrialDetail, 'opening' | 'answer'>) =>
  opening + answer.text;
