import type { Answer } from '../../core/engine';
import type { TrialKey } from '../../core/live-experiment';
import { cellOf } from './board';
import type { Call } from './call';
import type { Desk } from './desk';
import { judgedText } from './judging';
import { settledTrial } from './settled';

/** Brings answers to the store, and from there to the judge. */
export class Intake {
  readonly #desk: Desk;
  /** Told when a verdict is known that may tell what to ask next. */
  readonly #onVerdict: (task: string) => void;

  constructor(desk: Desk, onVerdict: (task: string) => void) {
    this.#desk = desk;
    this.#onVerdict = onVerdict;
  }

  take(call: Call, index: number, answer: Answer): void {
    if (!call.left.delete(index)) return;
    const { books, services, writer, judging, onChange } = this.#desk.options;
    const { definition, ledger, board } = books;
    const { id: experiment, models, sampling } = definition;
    const lane = this.#desk.lane(call.ask);
    const model = models[call.ask.model];
    const key = { experiment, task: call.ask.task, model: model.id, index };
    const isBatched = call.batch !== undefined;
    const facts = { sampling, codeVersion: services.codeVersion, date: new Date(), isBatched };
    const trial = settledTrial(key, model, call.prompt, call.promptHash, answer, facts);
    ledger.settle(call.each, trial.summary.dollars);
    books.answered(key, trial.summary.dollars);
    lane.failuresInRow = 0;
    for (const gate of Object.values(lane.gates)) gate.succeed();
    lane.rate.add(performance.now());
    this.#desk.keeping++;
    void writer.settle(trial).then(async (isFirst) => {
      this.#desk.keeping--;
      if (isFirst) {
        board.set(key, 'answered');
        const text = judgedText(trial.detail);
        judging.add(key, async () => text);
      } else {
        const [there] = (await services.experiments.summaries(experiment, [key.task])).filter(
          (one) => one.model === key.model && one.index === index,
        );
        if (there) this.#know(there, cellOf(there));
      }
      onChange();
    });
  }

  /** Answers that came by another way. */
  #know(key: TrialKey, cell: ReturnType<typeof cellOf>): void {
    const { books, judging, services } = this.#desk.options;
    books.board.set(key, cell);
    if (cell !== 'answered') return this.#onVerdict(key.task);
    judging.addKept(key, services.experiments);
  }

  /** Another tab, or an import, was faster: its answers are taken over. */
  async skip(calls: readonly Call[], answered: readonly TrialKey[]): Promise<void> {
    const { services, books } = this.#desk.options;
    const { definition, ledger } = books;
    const tasks = [...new Set(answered.map(({ task }) => task))];
    const places = new Set(answered.map(({ task, model, index }) => JSON.stringify([task, model, index])));
    for (const call of calls) {
      const { id } = definition.models[call.ask.model];
      for (const index of [...call.left]) {
        if (!places.has(JSON.stringify([call.ask.task, id, index]))) continue;
        call.left.delete(index);
        ledger.release(call.each, false);
      }
      call.ask = { ...call.ask, indices: [...call.left] };
    }
    for (const summary of await services.experiments.summaries(definition.id, tasks)) {
      const { task, model, index } = summary;
      if (places.has(JSON.stringify([task, model, index]))) this.#know(summary, cellOf(summary));
    }
  }
}
