/** "a, b and c" */
export function listed(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`;
}

interface Named {
  name: string;
}

interface SequenceStep {
  model: number;
  times: number;
}

/** A sequence with what is asked several times over as one step. */
export function stepsOf(models: readonly number[]): SequenceStep[] {
  const steps: SequenceStep[] = [];
  for (const model of models) {
    const last = steps[steps.length - 1];
    if (last?.model === model) last.times++;
    else steps.push({ model, times: 1 });
  }
  return steps;
}

/** "Code Llama up to 4 times" */
export function stepName(models: readonly Named[], { model, times }: SequenceStep): string {
  return models[model].name + (times === 1 ? '' : times === 2 ? ' twice' : ` up to ${times} times`);
}

/** What a fixed sequence of models does: "Ask A. If the visible test fails, ask B twice, then C." */
export function sequenceWords(models: readonly Named[], sequence: readonly number[]): string {
  const [first, ...rest] = stepsOf(sequence).map((step) => stepName(models, step));
  if (!rest.length) return `Ask ${first}.`;
  return `Ask ${first}. If the visible test fails, ask ${rest.join(', then ')}.`;
}

/** Models asked in turn, and the share of tasks that this plan is made for. */
export interface PlanShare {
  models: readonly number[];
  share: number;
}

const firstThatPasses = 'Take the first answer that passes the visible test.';

/** Plans for fewer tasks than this are not told of; a model asked on more than 1 minus this counts as always asked. */
const rare = 0.02;

/**
 * What a policy does that makes a plan for each task, as a sentence: the models that are always asked, then those that
 * are asked where the prompt gives them a chance, such as "Try A up to 4 times, then B twice; ask C only if its
 * predicted success is above 0.30."
 *
 * @param plans most frequent first; shares sum to 1
 * @param gates per model, the predicted success above which it is asked, where that tells
 */
export function policyWords(
  models: readonly Named[],
  plans: readonly PlanShare[],
  gates: readonly (number | null)[],
): string {
  const asked = models.map((_, k) => shareOf(plans, ({ models }) => models.includes(k)));
  const sometimes = asked.flatMap((share, k) => (share >= rare && share <= 1 - rare ? [k] : []));
  if (sometimes.some((k) => gates[k] === null))
    return `Mostly: ${plansInWords(models, plans)}. ${firstThatPasses}`;
  const kept = (plan: PlanShare) => plan.models.filter((k) => asked[k] >= rare);
  const usual = stepsOf(
    kept(plans.find((plan) => sometimes.every((k) => plan.models.includes(k))) ?? plans[0]),
  );
  const clauses = usual.map(({ model, times }, at) => {
    const name = stepName(models, { model, times });
    if (!sometimes.includes(model)) return at === 0 ? `Try ${name}` : `, then ${name}`;
    const gate = gates[model]!.toFixed(2);
    return at === 0
      ? `Ask ${name} first only if its predicted success is above ${gate}`
      : `; ask ${name} only if its predicted success is above ${gate}`;
  });
  return `${clauses.join('')}. ${firstThatPasses}`;
}

/**
 * What a policy does that asks for one answer to each task and can't check it.
 *
 * @param plans most frequent first, each of one model; shares sum to 1
 */
export function uncheckedWords(models: readonly Named[], plans: readonly PlanShare[]): string {
  const usual = plans.filter(({ share }) => share >= rare);
  if (usual.length === 1) return `Ask ${models[usual[0].models[0]].name}. No answer is checked.`;
  return `Ask the model whose predicted success is most worth its cost: ${plansInWords(models, usual)}. No answer is checked.`;
}

function plansInWords(models: readonly Named[], plans: readonly PlanShare[]): string {
  const usual = plans
    .filter(({ share }) => share >= rare)
    .slice(0, 3)
    .map((plan) => {
      const names = stepsOf(plan.models).map((step) => stepName(models, step));
      return `${names.join(', then ')} (${Math.round(plan.share * 100)} of 100 tasks)`;
    });
  return usual.join('; ');
}

const shareOf = (plans: readonly PlanShare[], of: (plan: PlanShare) => boolean) =>
  plans.reduce((sum, plan) => sum + (of(plan) ? plan.share : 0), 0);
