import { Batching } from './batching';
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
  readonly batching: Batching;
  readonly #sending: Sending;
  #isFilling = false;
  #fillsAgain = false;

  constructor(options: SessionOptions) {
    this.desk = new Desk(options, () => this.fill());
    const intake = new Intake(this.desk, (task) => this.judged(task));
    const calling = new Calling(this.desk, intake);
    this.batching = new Batching(this.desk, intake, calling);
    this.#sending = new Sending(this.desk, intake, calling, this.batching);
  }

  begin(): void {
    const { lanes, options } = this.desk;
    for (const lane of lanes.all) lane.rate.begin(performance.now());
    for (const task of options.books.definition.taskIds) this.#plan(task);
    void this.batching
      .resume()
      .catch(options.onProblem)
      .finally(() => this.fill());
  }

  /** A verdict came: it may tell what to ask next. */
  judged(task: string): void {
    this.#plan(task);
    this.fill();
  }

  /** Asks nothing more; calls that cost nothing are broken off. `onIdle` tells when the others have ended. */
  close(): void {
    const { desk } = this;
    desk.stopAsking();
    for (const call of desk.calls) {
      // A batch goes on at its server: it is followed again at the next start.
      if (desk.lane(call.ask).isInPage || call.batch !== undefined) call.abort.abort();
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
      const asks = this.desk.lanes.take(performance.now(), this.desk.isQuiet);
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
