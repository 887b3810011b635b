import { description, paragraphs } from '../prompt-parts';
import type { TaskKind } from './kind';

/**
 * The prompts of tasks that are a question with a short answer.
 *
 * @param system who is asked, and for what
 * @param instruction how the answer is to be given
 */
export function plainPrompts(system: string, instruction: string): Pick<TaskKind, 'chat' | 'completion'> {
  return {
    chat(task, { style }) {
      const content = paragraphs(description(task), instruction);
      if (style === 'bare') return [{ role: 'user', content }];
      return [
        { role: 'system', content: system },
        { role: 'user', content },
      ];
    },
    completion: (task) => ({
      text: `${paragraphs(`Question: ${description(task)}`, instruction)}\n\nAnswer:`,
      opening: '',
    }),
  };
}
