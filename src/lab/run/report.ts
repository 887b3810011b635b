import type { Progress } from '../../core/interfaces';
import type { StoreState } from '../../store/store';
import type { Board } from './board';
import type { Books } from './books';
import type { BatchJob, ModelProgress, RunPhase, RunState } from './contract';
import type { Lanes } from './lanes';
import { secondsLeft, wantedTrials } from './progress';

export interface Reported {
  phase: RunPhase;
  books: Books;
  /** Of the session that is at work. */
  lanes: Lanes | undefined;
  batches: BatchJob[];
  judging: number;
  judgingAgain: Progress | undefined;
  notes: readonly string[];
  /** Milliseconds, of the clock that rates are counted by. */
  now: number;
}

/** What is shown of a run. */
export function runState(reported: Reported): RunState {
  const { phase, books, lanes, judging, judgingAgain, notes, now } = reported;
  const { board, dollars, failures, repeated } = books;
  const { definition } = board;
  const wanted = wantedTrials(board);
  const models = definition.models.map(({ id }, k): ModelProgress => {
    const judged = board.count(k, 'right') + board.count(k, 'wrong');
    const answered = judged + board.count(k, 'answered');
    const failed = board.count(k, 'failed');
    const lane = lanes?.all[k];
    const rate = lane?.rate.at(now) ?? 0;
    return {
      ...{ model: id, answered, judged, failed, wanted: wanted[k] },
      ...{ inFlight: lane?.out ?? 0, dollars: dollars.get(id) ?? 0, rate },
      secondsLeft: secondsLeft(wanted[k] - answered - failed, rate),
    };
  });
  return {
    phase: phase.kind === 'pausing' && lanes ? { ...phase, inFlight: outOf(lanes) } : phase,
    models,
    decided: definition.taskIds.filter((task) => board.level(task) !== undefined).length,
    tasks: definition.taskIds.length,
    secondsLeft: allLeft(models, lanes),
    spending: books.ledger.spending,
    judging,
    ...(judgingAgain && { judgingAgain }),
    batches: reported.batches,
    halts: lanes?.halts() ?? [],
    failures: [...failures],
    repeated: [...repeated],
    notes: [...notes, ...misfit(board), ...unpriced(board)],
  };
}

const outOf = (lanes: Lanes) => lanes.all.reduce((sum, { out }) => sum + out, 0);

/** Servers answer side by side, models in the page one after the other. */
function allLeft(models: readonly ModelProgress[], lanes: Lanes | undefined): number | null {
  let [inPage, longest] = [0, 0];
  for (const [k, { secondsLeft: left }] of models.entries()) {
    if (left === null) return null;
    if (lanes?.all[k].isInPage) inPage += left;
    else longest = Math.max(longest, left);
  }
  return Math.max(inPage, longest);
}

function unpriced({ definition }: Board): string[] {
  if (definition.budget === undefined) return [];
  const names = definition.models
    .filter(({ price, engine }) => !price && engine.kind === 'openai')
    .map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    `No price is known of ${names.join(', ')}: what it costs isn’t counted, and the budget doesn’t hold it.`,
  ];
}

function misfit({ definition, labelTrials }: Board): string[] {
  const { rule, trials, models } = definition;
  if (labelTrials === 0) {
    return [
      `The labelling rule speaks of ${rule.models} models${rule.trials === null ? '' : ` with ${rule.trials} trials each`}, and here are ${models.length} with ${trials}: all trials are asked, and no label is given.`,
    ];
  }
  if (labelTrials === trials) return [];
  return [`The labelling rule reads the first ${labelTrials} of ${trials} trials.`];
}

/** Private windows: said before anything is paid for. */
export function notKept(state: StoreState | undefined): string[] {
  if (!state || state.kept) return [];
  return [
    `What is answered is kept until this page is closed, and no longer: export it before. ${state.reason}`,
  ];
}
