import type { Connection } from '../../engines/openai/settings';
import type { TuningPlan } from './contract';
import type { TuningFile } from './files';

/**
 * What to type in a terminal where the page isn’t let through: the very requests that it would send. The key is
 * taken from the environment and never written down.
 */
export function curlCommands(
  plan: TuningPlan,
  { baseUrl }: Pick<Connection, 'baseUrl'>,
  files: { training: TuningFile; validation?: TuningFile },
): string {
  if (plan.method.kind !== 'fine-tuned') throw new TypeError('only a model that is trained needs files');
  const { base, hyperparameters, suffix } = plan.method;
  const auth = `-H "Authorization: Bearer $OPENAI_API_KEY"`;
  const upload = ({ name }: TuningFile) =>
    `curl ${quoted(`${baseUrl}/files`)} ${auth} \\\n  -F purpose=fine-tune -F file=@${name}`;
  const body = {
    model: base.model,
    training_file: 'TRAINING_FILE_ID',
    ...(files.validation && { validation_file: 'VALIDATION_FILE_ID' }),
    ...(suffix && { suffix }),
    seed: plan.seed,
    method: {
      type: 'supervised',
      supervised: {
        hyperparameters: {
          n_epochs: hyperparameters.epochs,
          batch_size: hyperparameters.batchSize,
          learning_rate_multiplier: hyperparameters.learningRate,
        },
      },
    },
  };
  return [
    '# 1. Upload: each answer holds the id of a file ("file-…").',
    upload(files.training),
    ...(files.validation ? [upload(files.validation)] : []),
    '# 2. Start the job, with the ids in their places: the answer holds its id ("ftjob-…").',
    `curl ${quoted(`${baseUrl}/fine_tuning/jobs`)} ${auth} \\\n  -H "Content-Type: application/json" -d ${quoted(JSON.stringify(body))}`,
    '# 3. Look how it stands, until "status" is "succeeded": then "fine_tuned_model" is what goes below.',
    `curl ${quoted(`${baseUrl}/fine_tuning/jobs/JOB_ID`)} ${auth}`,
  ].join('\n');
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
