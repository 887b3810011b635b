import type { EnginePrompt, GenerateRequest } from '../../core/engine';
import type { Price } from '../../core/experiment';
import { seenTests } from '../../datasets/kinds/registry';
import { tuningPrompt } from '../../predictors/fine-tuned/form';
import { textOf } from '../../predictors/features/text';
import { abilityPrompt } from '../../predictors/zero-shot/ability';
import { fillTemplate } from '../../predictors/zero-shot/template';
import type { LiveModel } from '../live-model';
import type { Reading, ServedBase, TuningPlan, TuningServices } from './contract';

/** The most likeliest tokens that any server of this API gives; engines give as many as they can. */
const likeliest = 20;
/** Room for a word or two before the level, for models that were not trained to give it alone. */
const roomForWords = 8;

/** The text of a task as the model sees it: with the tests that a router may see. */
export async function seenText(
  task: string,
  { visibleTests }: Pick<TuningPlan, 'visibleTests'>,
  services: Pick<TuningServices, 'textOf'>,
): Promise<string> {
  const text = await services.textOf(task);
  return textOf(text.prompt, seenTests({ id: task, ...text }, visibleTests));
}

/** What the model is sent for a task. */
export function promptFor(
  { method, levels }: Pick<TuningPlan, 'method' | 'levels'>,
  text: string,
): EnginePrompt {
  switch (method.kind) {
    case 'fine-tuned':
    case 'base':
      return tuningPrompt(text, method.base.form);
    case 'zero-shot':
      return inForm(fillTemplate(method.template, text, levels), method.model);
    case 'own-ability':
      return inForm(abilityPrompt(text), method.model);
  }
}

function inForm(text: string, { engine }: LiveModel): EnginePrompt {
  if (engine.kind === 'openai' && engine.form === 'completion') return { text };
  return { messages: [{ role: 'user', content: text }] };
}

/** How the answer is drawn. */
export function sampling(
  method: TuningPlan['method'],
  reading: Reading,
): Pick<GenerateRequest, 'samples' | 'temperature' | 'maxTokens' | 'topLogprobs'> {
  const isTrained = method.kind === 'fine-tuned' || method.kind === 'base';
  const maxTokens = isTrained || reading.kind === 'logprobs' ? 1 : roomForWords;
  if (reading.kind === 'draws') return { samples: reading.draws, temperature: 1, maxTokens };
  return { samples: 1, temperature: 0, maxTokens, topLogprobs: likeliest };
}

/** The model that is asked, as engines are opened by. @param model the server’s id of it, where it was trained */
export function modelAsked({ id, method }: Pick<TuningPlan, 'id' | 'method'>, model: string): LiveModel {
  if (method.kind === 'zero-shot' || method.kind === 'own-ability') return method.model;
  const { base } = method;
  return {
    id: `tuning-${id}`,
    name: model,
    unitCost: 1,
    tier: 'small',
    promptStyle: 'instructed',
    ...(base.price && { price: base.price }),
    engine: served(base, model),
  };
}

function served({ connection, form, limitName }: ServedBase, model: string): LiveModel['engine'] {
  return { kind: 'openai', connection, model, form, limitName };
}

/** Price of an answer; undefined where it is free or not known. */
export function answerPrice({ method }: Pick<TuningPlan, 'method'>): Price | undefined {
  return method.kind === 'fine-tuned' || method.kind === 'base' ? method.base.price : method.model.price;
}

/** The tasks that are asked about: where what is said must first be turned into levels, the training tasks too. */
export function tasksAsked({ method, train, test }: Pick<TuningPlan, 'method' | 'train' | 'test'>): string[] {
  return method.kind === 'own-ability' ? [...train, ...test] : [...test];
}
