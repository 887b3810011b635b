import type { LiveDefinition, Halt, Pacing } from './contract';
import { Gate } from './gate';
import { type Ask, consecutive } from './plan';
import { Rate } from './progress';

/** Asks of one model: those that are ready, and how many are out. */
export interface Lane {
  model: number;
  ready: (Ask & { tries?: number })[];
  /** Calls that are prepared or out. */
  out: number;
  /**
   * The most of them. It grows with each call that went well, as its engine's queue does: a call that waits there has
   * its intents written, and after a crash would be taken for one that may have been paid.
   */
  most: number;
  isInPage: boolean;
  /** It is asked by batch jobs: all that is ready at once, when nothing else is under way that could add to it. */
  isBatched: boolean;
  /** Its own, and that of its connection. */
  gates: { model: Gate; connection: Gate };
  /** Dollars that its next call lacks; 0 where it fits, as far as is known. */
  lacks: number;
  /** Failures since its last answer. */
  failuresInRow: number;
  rate: Rate;
}

/** All models' lanes. Models in the page take turns, each as long as it has anything to do; servers go beside them. */
export class Lanes {
  readonly all: Lane[];
  readonly #definition: LiveDefinition;
  readonly #remoteCalls: number;
  #lastInPage: Lane | undefined;

  constructor(definition: LiveDefinition, pacing: Pacing) {
    this.#definition = definition;
    this.#remoteCalls = pacing.remoteCalls;
    const connections = new Map<string, Gate>();
    this.all = definition.models.map(({ engine, id }, model) => {
      const own = new Gate(pacing);
      let connection = own;
      if (engine.kind === 'openai') {
        connection = connections.get(engine.connection) ?? new Gate(pacing);
        connections.set(engine.connection, connection);
      }
      return {
        ...{ model, ready: [], out: 0, isInPage: engine.kind !== 'openai' },
        isBatched: engine.kind === 'openai' && (definition.batched?.includes(id) ?? false),
        most: Math.min(pacing.firstCalls, pacing.remoteCalls),
        gates: { model: own, connection },
        ...{ lacks: 0, failuresInRow: 0, rate: new Rate() },
      };
    });
  }

  push(asks: readonly Ask[]): void {
    for (const ask of asks) {
      const lane = this.all[ask.model];
      lane.ready.push(...(lane.isInPage ? consecutive(ask) : [ask]));
    }
  }

  /**
   * Takes what may be asked now.
   *
   * @param isQuiet is nothing being judged or kept, so that no verdict is about to add to what is ready?
   */
  take(now: number, isQuiet: boolean): Ask[] {
    const inPage = this.all.filter((lane) => lane.isInPage);
    const canGo = (lane: Lane) => lane.ready.length > 0 && lane.lacks <= 0 && isOpen(lane, now);
    const asks: Ask[] = [];
    const take = (lane: Lane, most: number) => {
      const taken = lane.ready.splice(0, Math.max(0, most));
      lane.out += taken.length;
      asks.push(...taken);
    };
    if (inPage.every(({ out }) => out === 0)) {
      // Changing the model means loading another: it is put off as long as the last one has work.
      const next = this.#lastInPage && canGo(this.#lastInPage) ? this.#lastInPage : inPage.find(canGo);
      if (next) take((this.#lastInPage = next), 1);
    }
    for (const lane of this.all) {
      if (!lane.isInPage && !lane.isBatched && canGo(lane)) take(lane, lane.most - lane.out);
    }
    const others = this.all.filter((lane) => !lane.isBatched);
    if (asks.length === 0 && isQuiet && others.every((lane) => lane.out === 0 && !canGo(lane))) {
      for (const lane of this.all) if (lane.isBatched && lane.out === 0 && canGo(lane)) take(lane, Infinity);
    }
    return asks;
  }

  /** A call of this lane had all of its answers. */
  succeed(lane: Lane): void {
    lane.most = Math.min(this.#remoteCalls, lane.most + 1);
  }

  /** Money came back, or was added: what did not fit may fit now. */
  reconsider(): void {
    for (const lane of this.all) lane.lacks = 0;
  }

  /** What holds up asks until the visitor starts again. */
  halts(): Halt[] {
    const { models } = this.#definition;
    const halts = new Map<Gate, Halt>();
    for (const { model, gates, ready } of this.all) {
      for (const gate of new Set([gates.connection, gates.model])) {
        if (!gate.halt || ready.length === 0) continue;
        if (!halts.has(gate)) halts.set(gate, { ...gate.halt, models: [] });
        halts.get(gate)!.models.push(models[model].id);
      }
    }
    return [...halts.values()];
  }
}

function isOpen({ gates }: Lane, now: number): boolean {
  return gates.model.isOpen(now) && gates.connection.isOpen(now);
}
