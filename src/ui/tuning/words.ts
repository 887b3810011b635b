import type { Method, Stage, Tuning } from '../../lab/tuning/contract';
import type { ScoredRow } from '../../lab/tuning/score';

export const methodNames: Record<Method['kind'], string> = {
  'fine-tuned': 'Fine-tune a model of a server',
  base: 'The same prompt, without fine-tuning',
  'zero-shot': 'Ask any model for a level',
  'own-ability': 'Ask a model whether it can do it',
};

export const methodNotes: Record<Method['kind'], string> = {
  'fine-tuned': 'the paper’s complexity model: trained on the labels of the training tasks',
  base: 'the paper’s baseline: a completion model that was never told what the digits mean',
  'zero-shot': 'in words of yours',
  'own-ability': 'how sure it is becomes a level, by what that meant on the training tasks',
};

/** The steps of a tuning, in their order. */
export const steps = ['Drafted', 'File sent', 'Job at the server', 'Asking', 'Done'] as const;

/** How many of the steps lie behind. */
export function stepOf(stage: Stage): number {
  const places = { drafted: 0, uploaded: 1, training: 2, failed: 2, cancelled: 2, asking: 3, done: 4 };
  return places[stage.kind];
}

/** Where it is, in a sentence. */
export function stageWords({ stage }: Pick<Tuning, 'stage'>): string {
  switch (stage.kind) {
    case 'drafted':
      return 'Nothing was sent yet.';
    case 'uploaded':
      return 'The training file is at the server; the job is not started yet.';
    case 'training':
      return `The job ${stage.job.id} is ${jobWords[stage.job.phase]}.`;
    case 'failed':
      return `The job failed. ${stage.problem.message}`;
    case 'cancelled':
      return 'The job was cancelled.';
    case 'asking':
      return `The model ${stage.model} is there to be asked.`;
    case 'done':
      return `Done: ${stage.model} was asked about every task.`;
  }
}

const jobWords = {
  checking: 'having its files checked',
  queued: 'waiting for its turn',
  running: 'being trained',
  paused: 'paused at the server',
  succeeded: 'over',
  failed: 'over',
  cancelled: 'cancelled',
};

export const scoreNames: Record<ScoredRow['id'], string> = {
  level: 'The likeliest level',
  'rounded-mean': 'The rounded mean of the draws',
  majority: 'The majority of the draws',
  'each-draw': 'Each draw by itself',
  commonest: 'Always the commonest training level',
};

/** Dollars, to a hundredth of a cent where they are few. */
export function dollars(value: number): string {
  return `$${value.toFixed(value < 1 ? 4 : 2)}`;
}
