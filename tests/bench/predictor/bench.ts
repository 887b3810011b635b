import { stratifiedFolds } from '../../../src/core/folds';
import { randomStream } from '../../../src/core/random';
import { bucketColumns, hashedCounts } from '../../../src/predictors/features/hashing';
import { trainLogistic } from '../../../src/predictors/logistic/train';
import { countSameGrams } from './grams';
import { timeInPageModels } from './in-page';
import { type Answer, type Job, Peer } from './peer';
import { labelledTexts } from './texts';

export const name = 'predictor';

const repeats = 5;
const folds = 5;

/** Ours: from text to probabilities, each fold from scratch. */
async function fitAndPredict({ texts, labels, folds }: Job): Promise<Answer> {
  const start = performance.now();
  const probabilities: number[][][] = [];
  for (const { train, test } of folds) {
    const examples = train.map((i) => ({ features: hashedCounts(texts[i]), target: labels[i] }));
    const predictor = await trainLogistic(examples, {
      classes: 3,
      columns: bucketColumns(),
      strengths: [1],
      random: randomStream(0, 'unused'),
    });
    probabilities.push(test.map((i) => predictor.predict(hashedCounts(texts[i]))));
  }
  return { seconds: (performance.now() - start) / 1000, probabilities };
}

/** Collects answers: time, and log-loss and accuracy over all predictions. */
class Score {
  seconds = 0;
  #loss = 0;
  #hits = 0;
  #count = 0;

  add({ labels, folds }: Job, { seconds, probabilities }: Answer): void {
    this.seconds += seconds;
    folds.forEach(({ test }, fold) =>
      test.forEach((i, at) => {
        const predicted = probabilities[fold][at];
        this.#loss -= Math.log(Math.max(predicted[labels[i]], 1e-15));
        this.#hits += predicted.indexOf(Math.max(...predicted)) === labels[i] ? 1 : 0;
        this.#count++;
      }),
    );
  }

  get logLoss(): number {
    return this.#loss / this.#count;
  }

  get accuracy(): number {
    return this.#hits / this.#count;
  }
}

/** The two in turn, repeat by repeat, so that a busy spell of the machine meets both. */
async function compare(peer: Peer, texts: string[], labels: number[]) {
  const [ours, theirs] = [new Score(), new Score()];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const job = { texts, labels, folds: stratifiedFolds(labels, folds, randomStream(repeat, 'bench')) };
    ours.add(job, await fitAndPredict(job));
    theirs.add(job, await peer.run(job));
  }
  return {
    ratio: ours.seconds / theirs.seconds,
    seconds: ours.seconds,
    peerSeconds: theirs.seconds,
    logLoss: ours.logLoss,
    peerLogLoss: theirs.logLoss,
    accuracy: ours.accuracy,
    peerAccuracy: theirs.accuracy,
  };
}

/**
 * 25 fits and predictions from text at C = 1 on the 687 kept MBPP tasks, against scikit-learn on the same folds:
 * on what a router sees of them (prompt and first assert), and for comparison on prompts alone and on all asserts.
 * Both must see the same n-grams: `sameGrams` counts them. `inPage`: each complexity model of the page by itself.
 */
export async function run() {
  const { labels, experiment, ...texts } = labelledTexts();
  const peer = new Peer();
  try {
    return {
      ...(await compare(peer, texts.firstAssert, labels)),
      prompt: await compare(peer, texts.prompt, labels),
      allAsserts: await compare(peer, texts.allAsserts, labels),
      inPage: await timeInPageModels(experiment, texts.firstAssert),
      sameGrams: await countSameGrams(peer, texts.allAsserts),
    };
  } finally {
    peer.close();
  }
}
