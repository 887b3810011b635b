import { kindOf } from '../datasets/kinds/registry';
import type { Judge, Judgement, JudgeOptions } from '../judge/contract';
import type { LiveTask } from './live-trials';

/**
 * Judges an answer as the kind of its task does: by Python, which is started only where a task needs it, or here.
 *
 * @param task as it stands in its experiment
 * @throws what the judge throws; Error where this version of the app has no tasks of that kind, or where the task
 *   itself is at fault, such as a regular expression that is none: that counts against no model
 */
export async function judgeAnswer(
  judge: Pick<Judge, 'judge'>,
  answer: string,
  task: LiveTask,
  options: Pick<JudgeOptions, 'strictness' | 'signal'> = {},
): Promise<Judgement> {
  const { strictness = 'lenient', signal } = options;
  const kind = kindOf(task);
  const judging = await kind.judge(answer, task, strictness);
  if (judging.by === 'python') {
    const { text, form, tests } = judging;
    return judge.judge(text, { ...task, tests }, { strictness, signal, ...(form === 'code' && { form }) });
  }
  signal?.throwIfAborted();
  if (judging.found === undefined) {
    return judgedHere(
      'no-answer',
      '',
      [false],
      `The answer gives no answer to be judged: ${judging.wanted} was looked for.`,
    );
  }
  const { found, passed } = judging;
  return judgedHere(passed.every(Boolean) ? 'pass' : 'wrong-answer', found, passed);
}

function judgedHere(
  verdict: Judgement['verdict'],
  code: string,
  passed: readonly boolean[],
  error?: string,
): Judgement {
  return {
    verdict,
    tests: passed.map((one) => (one ? 'pass' : 'fail')),
    code,
    leniency: [],
    ...(error !== undefined && { error }),
    stdout: '',
    seconds: 0,
    flags: [],
  };
}
