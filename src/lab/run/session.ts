import { Calling } from './calling';
import { Desk, type SessionOptions } from './desk';
import { Intake } from './intake';
import { planTask } from './plan';
import { Sending } from './sending';

/** Mean tokens of a call while none is known: a short task, and a function. */
const usualTokens = { input: 200, output: 150 };

/** From a start to the next pause: asks for what the board lacks. */
export class Session {
  readonly desk: Desk;
  readonly #sending: Sending;
  #isFilling = false;
  #fillsAgain = false;

  constructor(options: SessionOptions) {
    this.desk = new Desk(options, () => this.fill());
    const intake = new Intake(this.desk, (task) => this.judged(task));
    this.#sending = new Sending(this.desk, intake, new Calling(this.desk, intake));
  }

  begin(): void {
    const { lanes, options } = this.desk;
    for (const lane of lanes.all) lane.rate.begin(performance.now());
    for (const task of options.books.definition.taskIds) this.#plan(task);
    this.fill();
  }

  /** A verdict came: it may tell what to ask next. */
  judged(task: string): void {
    this.#plan(task);
    this.fill();
  }

  /** Asks nothing more; calls that cost nothing are broken off. `onIdle` tells when the others have ended. */
  close(): void {
    const { desk } = this;
    desk.isClosing = true;
    desk.clearTimers();
    for (const call of desk.calls) {
      if (desk.lane(call.ask).isInPage) call.abort.abort();
    }
    this.fill();
  }

  fill(): void {
    const { onProblem, onChange, onIdle } = this.desk.options;
    this.#fillsAgain = true;
    if (this.#isFilling) return;
    this.#isFilling = true;
    void this.#fillAll()
      .catch(onProblem)
      .finally(() => {
        this.#isFilling = false;
        onChange();
        if (this.#fillsAgain) this.fill();
        else if (this.desk.isIdle) onIdle();
      });
  }

  async #fillAll(): Promise<void> {
    // What ends in the same turn is made up for together.
    await Promise.resolve();
    while (this.#fillsAgain) {
      this.#fillsAgain = false;
      if (this.desk.isClosing) return;
      const asks = this.desk.lanes.take(performance.now());
      if (asks.length === 0) continue;
      this.#fillsAgain = true;
      await this.#sending.send(asks);
    }
  }

  #plan(task: string): void {
    if (this.desk.isClosing) return;
    const { board } = this.desk.options.books;
    const asks = planTask(board, task, board.costs(usualTokens));
    for (const ask of asks) this.desk.mark(ask, 'pending');
    this.desk.lanes.push(asks);
  }
}
