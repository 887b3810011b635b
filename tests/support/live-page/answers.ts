import { hash32 } from '../../../src/core/random';
import type { Script } from '../stand-in/generation';
import { solutionsOf } from './experiment';

/** An answer that the stand-in made: paid for, whether it came through or not. */
export interface Made {
  number: number;
  task: string;
  model: string;
  isRight: boolean;
}

/** Answers to the tasks of `standInDefinition`, each with a number of its own in it, and the list of all of them. */
export function numberedAnswers(): { script: Script; made: Made[] } {
  const made: Made[] = [];
  const script: Script = ({ model, prompt }) => {
    const { id, right, wrong } = solutionsOf(prompt);
    const number = made.length;
    const share = { small: 40, mid: 60, large: 80 }[model] ?? 50;
    const isRight = hash32(`${model} ${id} ${number}`) % 100 < share;
    made.push({ number, task: id, model, isRight });
    return `Here is answer ${number}:\n\n\`\`\`python\n${isRight ? right : wrong}\n\`\`\``;
  };
  return { script, made };
}

/** Which of the answers made this text is. */
export function numberIn(text: string): number {
  const [, number] = /^Here is answer (\d+):/.exec(text) ?? [];
  if (number === undefined) throw new Error(`The stand-in never answered this: ${text}`);
  return Number(number);
}
