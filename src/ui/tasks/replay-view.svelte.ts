/** How replays are watched, kept from task to task. */
class ReplayView {
  policy = $state('ladder');
  /** Everything at once instead of step by step. */
  atOnce = $state(false);
  /** Which draw of the trials' order. */
  draw = $state(1);
}

export const replayView = new ReplayView();
