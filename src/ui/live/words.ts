import { listed } from '../../core/searching/words';
import { hasKnownPrice, type LiveModel } from '../../lab/live-model';
import type { PauseReason, RunPhase } from '../../lab/run/contract';

/** Whose price nobody knows, so that what is spent is more than is counted; empty where all are known. */
export function unpricedWords(models: readonly LiveModel[]): string {
  const names = models.filter((model) => !hasKnownPrice(model)).map(({ name }) => name);
  if (names.length === 0) return '';
  const isOne = names.length === 1;
  return `Price not known: ${listed(names)}. What ${isOne ? 'it costs' : 'they cost'} is not counted, and no budget holds ${isOne ? 'it' : 'them'} back.`;
}

/** What a run is at, in a few words. */
export function phaseWords(phase: RunPhase): string {
  switch (phase.kind) {
    case 'idle':
      return 'Not running here.';
    case 'following':
      return phase.refused
        ? 'It can’t be taken over: another tab still has it. Close that tab, or leave this experiment there; until then this one shows it as it grows.'
        : 'Another tab runs it: this one shows it as it grows.';
    case 'running':
      return 'Running, as long as this tab is open.';
    case 'pausing':
      return `Pausing: ${phase.inFlight} ${phase.inFlight === 1 ? 'request is' : 'requests are'} paid for and awaited.`;
    case 'paused':
      return 'Paused.';
    case 'done':
      return 'Done: every label is decided.';
    case 'gone':
      return 'It was deleted.';
  }
}

/** Why a run stands still, and what would have it go on. */
export function reasonWords(reason: PauseReason): string {
  switch (reason.kind) {
    case 'asked':
      return 'You paused it.';
    case 'budget':
      return `The next request may cost $${reason.needed.toFixed(4)} more than the budget has left: raise it, then go on.`;
    case 'halted':
      return reason.halts.map(({ message, remedy }) => `${message} ${remedy}`).join(' ');
    case 'store':
      return `${reason.message} ${reason.unsaved} answers wait in memory: make room, and go on.`;
    case 'failures':
      return `${reason.count} ${reason.count === 1 ? 'trial' : 'trials'} could not be had: see below.`;
    case 'unjudged':
      return `The judge failed on ${reason.count} answers. ${reason.message}`;
    case 'broken':
      return `Something failed that should not: ${reason.message}`;
  }
}
