import { listed, sequenceWords } from '../core/searching/words';

/** What is planned for one task, as a sentence. */
export function planWords(
  models: readonly { name: string }[],
  plan: readonly number[],
  { canCheck, missed }: { canCheck: boolean; missed: readonly number[] },
): string {
  const without =
    missed.length > 0
      ? ` ${listed(missed.map((k) => models[k].name))} would be asked too, but can’t be now.`
      : '';
  if (plan.length === 0) return `No model is left to ask.${without}`;
  if (!canCheck) {
    return `Ask ${models[plan[0]].name} and take its answer: there is no visible test to check it with.${without}`;
  }
  return `${sequenceWords(models, plan)}${without}`;
}
