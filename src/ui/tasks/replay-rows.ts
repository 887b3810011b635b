import { passed, type RecordedTask } from '../../core/experiment';
import type { Scene } from './playback';
import type { TrialMark } from './rows';

/** How far one model has come in a replay. */
export interface ReplayRow {
  model: number;
  /** Index of the trial that was asked for. */
  trial?: number;
  state: 'waiting' | 'asked' | 'passes' | 'fails' | 'right' | 'wrong' | 'unused';
  /** What has been seen of its answer, test by test. */
  marks: (TrialMark | 'unseen')[];
}

const marksOf = (trial: string): TrialMark[] =>
  [...trial].map((digit) => (digit === '1' ? 'right' : 'wrong'));

/**
 * What stands beside each model after these scenes: of an answer only what was seen of it, and everything once the
 * replay is over.
 *
 * @param shown how many scenes have been shown
 */
export function replayRows(
  scenes: readonly Scene[],
  shown: number,
  task: RecordedTask,
  orders: readonly number[][],
  visibleTests: number,
): ReplayRow[] {
  const isOver = shown >= scenes.length;
  return task.trials.map((trials, model) => {
    const own = scenes.slice(0, shown).filter((scene) => 'model' in scene && scene.model === model);
    const asked = own.findLast((scene) => scene.kind === 'ask');
    const trial = trials[asked?.trial ?? orders[model][0]] ?? '';
    const all = marksOf(trial);
    const hidden = all.map((): 'unseen' => 'unseen');
    if (!asked) return { model, state: isOver ? 'unused' : 'waiting', marks: isOver ? all : hidden };
    const accepted = own.some((scene) => scene.kind === 'accept');
    const check = own.findLast((scene) => scene.kind === 'check');
    const seen = accepted || isOver ? all.length : check ? visibleTests : 0;
    const marks = all.map((mark, test) => (test < seen ? mark : 'unseen'));
    const shownTrial = { model, trial: asked.trial, marks };
    if (accepted) return { ...shownTrial, state: passed(trial) ? 'right' : 'wrong' };
    return { ...shownTrial, state: !check ? 'asked' : check.visible === 'pass' ? 'passes' : 'fails' };
  });
}
