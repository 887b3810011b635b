import type { Progress, RunOptions } from '../../core/interfaces';
import type { Strictness } from '../../judge/contract';
import type { ExperimentStore } from '../../store/experiments/contract';
import { judgeAnswer } from '../judge-answer';
import type { Books } from './books';
import { type JudgingServices, judgedText, judgedTrial } from './judging';

type Services = Pick<JudgingServices, 'judge' | 'textOf'> & { experiments: ExperimentStore };

/** Judges answers that are kept with another strictness; can be ended in the middle, and tells how far it is. */
export class JudgingAgain {
  progress: Progress | undefined;
  #controller: AbortController | undefined;
  readonly #services: Services;
  readonly #onChange: () => void;

  constructor(services: Services, onChange: () => void) {
    this.#services = services;
    this.#onChange = onChange;
  }

  end(): void {
    this.#controller?.abort();
  }

  /**
   * All answers, with which the experiment becomes one that is judged so; or those to one task.
   *
   * @throws JudgeError, StoreError, or what `textOf` throws; not when it is ended
   */
  async run(books: Books, strictness: Strictness, task?: string): Promise<void> {
    const { signal } = (this.#controller = new AbortController());
    const { experiments } = this.#services;
    const { id, taskIds } = books.definition;
    const onProgress = (progress: Progress) => {
      this.progress = progress;
      this.#onChange();
    };
    try {
      if (task === undefined) {
        const definition = { ...books.definition, strictness };
        await experiments.put(definition);
        books.definition = definition;
      }
      const tasks = task === undefined ? taskIds : [task];
      await judgeAll(experiments, { id, taskIds: tasks }, strictness, this.#services, { signal, onProgress });
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      this.progress = undefined;
    }
  }
}

/**
 * Judges all answers of an experiment that were not judged so strictly yet, without asking a model: what is done is
 * kept task by task, and a second call goes on where the first one ended.
 *
 * @param options.onProgress tasks done
 * @throws JudgeError, StoreError, or what `textOf` throws
 * @throws DOMException "AbortError" when aborted
 */
export async function judgeAll(
  experiments: ExperimentStore,
  { id, taskIds }: { id: string; taskIds: readonly string[] },
  strictness: Strictness,
  { judge, textOf }: Pick<JudgingServices, 'judge' | 'textOf'>,
  { signal, onProgress }: RunOptions = {},
): Promise<void> {
  for (const [done, task] of taskIds.entries()) {
    signal?.throwIfAborted();
    onProgress?.({ done, total: taskIds.length });
    const details = await experiments.details(id, task);
    const others = details.filter(
      ({ judgement }) => (judgement as { strictness?: Strictness } | undefined)?.strictness !== strictness,
    );
    if (others.length === 0) continue;
    const text = await textOf(task);
    const judged = await Promise.all(
      others.map(async (detail) =>
        judgedTrial(
          detail,
          await judgeAnswer(judge, judgedText(detail), text, { strictness, signal }),
          strictness,
        ),
      ),
    );
    await experiments.judge(judged);
  }
}
