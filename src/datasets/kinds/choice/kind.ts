import { type Random, shuffled } from '../../../core/random';
import type { PromptTask } from '../../prompt-parts';
import { saidIn } from '../answer-text';
import type { TaskKind } from '../kind';
import { plainPrompts } from '../plain-prompt';
import { chosenLetter } from './letter';

const letterOf = (k: number) => String.fromCharCode(65 + k);
const mostChoices = 10;

/** Which choice is right, by its letter, its number from 0, or its text; -1 where it is none of them. */
function rightChoice({ choices = [], tests: [right = ''] }: PromptTask): number {
  const wanted = right.trim();
  const byText = choices.findIndex((choice) => choice.trim() === wanted);
  if (byText >= 0) return byText;
  const place = /^[A-Ja-j]$/.test(wanted)
    ? wanted.toUpperCase().charCodeAt(0) - 65
    : /^\d$/.test(wanted)
      ? Number(wanted)
      : -1;
  return place < choices.length ? place : -1;
}

/** A question with choices, one of which is right: they stand in an order drawn by the experiment's seed. */
export const choice: TaskKind = {
  id: 'choice',
  name: 'Multiple choice',
  testsAre: 'the letter of the right choice, its number from 0, or its text',
  showsTests: false,
  problemIn(task) {
    const { choices = [] } = task;
    if (choices.length < 2 || choices.length > mostChoices) return `it needs 2 to ${mostChoices} choices`;
    return rightChoice(task) < 0 ? 'its answer is none of its choices' : undefined;
  },
  arrange<T extends PromptTask>(task: T, random: Random): T {
    const { choices = [], prompt } = task;
    const right = rightChoice(task);
    const order = shuffled(
      choices.map((_, k) => k),
      random,
    );
    const listed = order.map((k, place) => `${letterOf(place)}) ${choices[k].trim()}`);
    return {
      ...task,
      prompt: `${prompt.trim()}\n\n${listed.join('\n')}`,
      choices: order.map((k) => choices[k]),
      tests: [letterOf(order.indexOf(right))],
    };
  },
  ...plainPrompts(
    'You answer multiple-choice questions.',
    'Which choice is right? End with "Answer: " and its letter alone.',
  ),
  judge(answer, { choices = [], tests: [right] }, strictness) {
    const found = chosenLetter(saidIn(answer), choices, strictness === 'strict');
    if (!found) return { by: 'kind', found: undefined, wanted: 'the letter of one choice' };
    return { by: 'kind', found, passed: [found === right] };
  },
};
