import type { LiveDefinition } from '../../src/lab/run/contract';
import { type Made, numberIn } from './live-page/answers';
import type { Kept, KeptTrial } from './live-page/entry';

/** What the kills cost. */
export interface Toll {
  /** Trials of the experiment: each is kept once, and judged. */
  trials: number;
  /** Answers that the server made. */
  made: number;
  /** Those of them that no trial has: they were in flight at a kill. */
  repeated: number;
  /** Trials whose intents were left by kills: the most that could be repeated. */
  inFlight: number;
  /** Kills that left answers without a verdict, and intents without an answer. */
  killsAmidJudging: number;
  killsAmidCalls: number;
  /** The longest that the store took to open after a kill. */
  slowestOpenSeconds: number;
}

const placeOf = ({ task, model, index }: { task: string; model: string; index: number }) =>
  `${task} ${model} ${index}`;
const cellOf = ({ task, model }: { task: string; model: string }) => `${task} ${model}`;

/** Keeps account, over all lives of a page, of what the server answered and what is kept. */
export class KillsLedger {
  readonly #definition: LiveDefinition;
  /** Every answer of the server, as it goes on. */
  readonly #made: readonly Made[];
  /** Texts by place, as they were first seen. */
  readonly #texts = new Map<string, string>();
  /** Kept trials per task and model, when the life that ended last began. */
  #before = new Map<string, number>();
  /** The first answer of that life. */
  #first = 0;
  #toll = { repeated: 0, inFlight: 0, killsAmidJudging: 0, killsAmidCalls: 0, slowestOpenSeconds: 0 };
  #judged = 0;

  constructor(definition: LiveDefinition, made: readonly Made[]) {
    this.#definition = definition;
    this.#made = made;
  }

  /** How things stand, in a line. */
  get line(): string {
    const { repeated, inFlight } = this.#toll;
    return `${this.#texts.size} trials kept, ${this.#judged} judged, ${this.#made.length} answers made, ${repeated} repeated of ${inFlight} in flight`;
  }

  /** A life begins that asks from here on. @param first number of the first answer that will be made in it */
  begins(first: number): void {
    this.#first = first;
  }

  /** The page was opened anew: does what is kept fit what the server answered in the life before? */
  reopened(kept: Kept): void {
    this.#check(kept);
    const answers = new Set(kept.trials.map(({ text }) => numberIn(text)));
    const ofLife = this.#made.slice(this.#first);
    const lost = ofLife.filter(({ number }) => !answers.has(number));
    const intents = countBy(kept.intents.map(cellOf));
    for (const [cell, count] of countBy(ofLife.map(cellOf))) {
      const most = this.#definition.trials - (this.#before.get(cell) ?? 0);
      demand(count <= most, `${cell}: ${count} answers were made where ${most} were missing`);
    }
    for (const [cell, count] of countBy(lost.map(cellOf))) {
      const most = intents.get(cell) ?? 0;
      demand(count <= most, `${cell}: ${count} answers are lost, and ${most} were noted as being in flight`);
    }
    this.#toll.repeated += lost.length;
    this.#toll.inFlight += kept.intents.length;
    this.#toll.slowestOpenSeconds = Math.max(this.#toll.slowestOpenSeconds, kept.openSeconds);
    this.#judged = kept.trials.filter(({ verdict }) => verdict !== undefined).length;
    if (kept.intents.length > 0) this.#toll.killsAmidCalls++;
    if (this.#judged < kept.trials.length) this.#toll.killsAmidJudging++;
    this.#before = countBy(kept.trials.map(cellOf));
    this.#first = this.#made.length;
  }

  /** The run is done: is everything there, once, and nothing else? */
  done(kept: Kept): Toll {
    const atLast = { ...this.#toll };
    this.reopened(kept);
    const { taskIds, models, trials } = this.#definition;
    const wanted = taskIds.flatMap((task) =>
      models.flatMap(({ id }) =>
        Array.from({ length: trials }, (_, index) => placeOf({ task, model: id, index })),
      ),
    );
    const places = new Set(kept.trials.map(placeOf));
    demand(kept.trials.length === wanted.length, `${kept.trials.length} trials of ${wanted.length}`);
    demand(
      wanted.every((place) => places.has(place)),
      'not every trial is there',
    );
    demand(
      kept.trials.every(({ verdict }) => verdict !== undefined),
      'not every trial is judged',
    );
    demand(kept.intents.length === 0, 'intents are left');
    demand(kept.failures.length === 0, 'trials failed');
    demand(kept.entry?.status === 'done', `its status is ${kept.entry?.status}`);
    demand(kept.entry?.trials === wanted.length, `the list tells of ${kept.entry?.trials} trials`);
    demand(
      this.#made.length === wanted.length + this.#toll.repeated,
      `${this.#made.length} answers were made: ${wanted.length} are kept, ${this.#toll.repeated} repeated`,
    );
    return { trials: wanted.length, made: this.#made.length, ...atLast };
  }

  #check({ trials, summaries, intents }: Kept): void {
    demand(trials.length === summaries, `${summaries} summaries of ${trials.length} answers`);
    const now = new Map(trials.map((trial) => [placeOf(trial), trial]));
    demand(now.size === trials.length, 'a trial is kept twice');
    const lost = [...this.#texts.keys()].filter((place) => !now.has(place));
    demand(
      lost.length === 0,
      `${lost.length} of ${this.#texts.size} kept trials are lost: ${lost.slice(0, 20).join(', ')}`,
    );
    for (const [place, text] of this.#texts) {
      demand(now.get(place)!.text === text, `${place} has another answer than before`);
    }
    for (const trial of trials) {
      this.#checkAnswer(trial);
      this.#texts.set(placeOf(trial), trial.text);
    }
    demand(new Set(trials.map(({ text }) => text)).size === trials.length, 'an answer stands for two trials');
    for (const intent of intents)
      demand(!now.has(placeOf(intent)), `${placeOf(intent)} is kept and intended`);
  }

  /** Is it what the server answered to this task, and judged as it is? */
  #checkAnswer({ task, model, index, text, verdict }: KeptTrial): void {
    const answer = this.#made[numberIn(text)];
    const place = placeOf({ task, model, index });
    demand(answer.task === task && answer.model === model, `${place} has the answer to ${cellOf(answer)}`);
    if (verdict === undefined) return;
    demand((verdict === 'pass') === answer.isRight, `${place} is judged ${verdict}: ${text}`);
  }
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}
