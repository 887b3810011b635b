import { dollarsPerCall } from '../../core/economics';
import type { Answer, Engine } from '../../core/engine';
import { EngineError } from '../../core/engine-error';
import { Ledger, worstCase } from '../run/budget';
import type { LiveModel } from '../live-model';
import { answerPrice, modelAsked, promptFor, sampling, seenText, tasksAsked } from './asking';
import type { TaskAnswer } from './contract';
import { putExternal } from './external';
import { externalRow } from './predictions';
import { spentOf } from './spent';
import { problemOf, Standstill, type Work } from './work';

/** Requests out at once at a server: as many as its queue begins with, so that each that counts as out was sent. */
const atOnce = 4;

/** Asks about every task that has no answer yet, keeps each as it comes, and then the predictions. */
export async function askAll(work: Work, model: string): Promise<void> {
  const asked = modelAsked(work.tuning, model);
  const { samples } = sampling(work.tuning.method, work.tuning.reading);
  const missing = tasksAsked(work.tuning).filter(
    (task) => (work.answers.get(task)?.texts.length ?? 0) < samples,
  );
  if (missing.length) await askMissing(work, asked, missing);
  const row = externalRow(work.tuning, [...work.answers.values()]);
  await putExternal(work.services.values, work.tuning.experiment, row);
  await work.change({ stage: { kind: 'done', model } });
}

async function askMissing(work: Work, model: LiveModel, missing: readonly string[]): Promise<void> {
  work.doing(`Getting ${model.name} ready.`);
  const engine = await work.services.engineOf(model);
  work.doing(`Asking ${model.name}.`);
  const isInPage = model.engine.kind !== 'openai';
  const { tuning, answers } = work;
  const ledger = new Ledger(spentOf(tuning, [...answers.values()]), tuning.budget);
  const queue = [...missing];
  const failures: unknown[] = [];
  let halt: unknown;
  const ask = async () => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
      if (halt || work.signal.aborted) return;
      try {
        await askOne(work, { engine, model, ledger, isInPage }, task);
      } catch (error) {
        // What is wrong with one request says nothing of the others.
        if (error instanceof EngineError && error.scope === 'request') failures.push(error);
        else halt ??= error;
      }
    }
  };
  await Promise.all(Array.from({ length: isInPage ? 1 : atOnce }, ask));
  if (halt) throw halt;
  work.signal.throwIfAborted();
  if (failures.length === 0) return;
  const { message, remedy } = problemOf(failures[0]);
  throw new Standstill({
    code: 'unanswered',
    message: `${failures.length} of ${missing.length} tasks could not be asked. ${message}`,
    remedy,
  });
}

interface Asking {
  engine: Engine;
  model: LiveModel;
  ledger: Ledger;
  isInPage: boolean;
}

async function askOne(work: Work, { engine, model, ledger, isInPage }: Asking, task: string): Promise<void> {
  const { tuning, kept, answers, out, services } = work;
  const drawing = sampling(tuning.method, tuning.reading);
  const prompt = promptFor(tuning, await seenText(task, tuning, services));
  const before = answers.get(task);
  const samples = drawing.samples - (before?.texts.length ?? 0);
  const reserved = worstCase(model, prompt, drawing.maxTokens) * samples;
  checkBudget(ledger, reserved);
  ledger.reserve(reserved);
  let answer = before;
  let writing = Promise.resolve();
  const keep = (isOut: boolean) => {
    const now = answer && { answer };
    // In turn: what is kept last is all there is.
    writing = writing.then(() => kept.putAnswer(tuning.id, task, { ...now, out: isOut }));
    return writing;
  };
  out.add(task);
  await keep(true);
  try {
    await engine.generate({
      ...prompt,
      ...drawing,
      samples,
      seed: tuning.seed + (before?.texts.length ?? 0),
      // A request that is paid for is awaited.
      ...(isInPage && { signal: work.signal }),
      onAnswer: (one) => {
        answer = added(work, task, answer, one);
        answers.set(task, answer);
        keep(true).catch(() => {});
        work.changed();
      },
    });
  } finally {
    ledger.settle(reserved, (answer?.dollars ?? 0) - (before?.dollars ?? 0));
    await keep(false);
    out.delete(task);
    work.changed();
  }
}

function added(
  { tuning, services }: Work,
  task: string,
  before: TaskAnswer | undefined,
  { text, usage, logprobs, model }: Answer,
): TaskAnswer {
  const price = answerPrice(tuning);
  const tokens = logprobs?.[0]?.top.map(({ token, logprob }) => ({ token, logprob }));
  return {
    task,
    texts: [...(before?.texts ?? []), text],
    ...(tuning.reading.kind === 'logprobs' && tokens?.length && { tokens }),
    dollars: (before?.dollars ?? 0) + (price ? dollarsPerCall(price, usage) : 0),
    inputTokens: (before?.inputTokens ?? 0) + usage.input,
    outputTokens: (before?.outputTokens ?? 0) + usage.output,
    model,
    answeredAt: (services.now ?? Date.now)(),
  };
}

/** @throws Standstill where the next request could overstep the budget, with those that are out */
function checkBudget(ledger: Ledger, dollars: number): void {
  const lacking = ledger.lacks(dollars);
  if (lacking <= 0) return;
  throw new Standstill({
    code: 'budget',
    message: `The next request may cost $${lacking.toFixed(4)} more than the budget has left.`,
    remedy: 'Raise the budget, then go on. What was answered so far is kept.',
  });
}
