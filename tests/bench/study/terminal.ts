import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseOutcomes } from '../../../src/core/outcomes-file';
import { makingFeatureTable } from '../../../src/predictors/features/table';
import { withPauses } from '../../../src/study/pauses';
import { study } from '../../../src/study/study';
import { textsOf } from '../../../src/study/texts';

/** What a study of an outcomes file takes in a terminal, in seconds; the block is the longest without a pause. */
export async function studyInTerminal(file: string) {
  const begun = performance.now();
  const secondsSince = () => (performance.now() - begun) / 1000;
  const experiment = parseOutcomes(file, { id: 'bench' });
  const readSeconds = secondsSince();
  let firstFiguresSeconds: number | undefined;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await study(experiment, {
    seed: 1,
    features: () => withPauses(makingFeatureTable(textsOf(experiment))),
    onOutcomes: () => (firstFiguresSeconds ??= secondsSince()),
  });
  delay.disable();
  return {
    readSeconds,
    firstFiguresSeconds,
    wholeSeconds: secondsSince(),
    longestBlockMilliseconds: delay.max / 1e6,
  };
}
