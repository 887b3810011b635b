import { chatMessages, completionPrompt } from '../../prompts';
import type { TaskKind } from '../kind';

/** A Python function to write, judged by asserts or by a test program. */
export const python: TaskKind = {
  id: 'python',
  name: 'Python function',
  testsAre: 'Python asserts, those that may be shown first; or whole test programs',
  showsTests: true,
  problemIn: ({ tests }) => (tests.some((test) => test.trim()) ? undefined : 'it has no test'),
  chat: chatMessages,
  completion: completionPrompt,
  judge: (answer, { tests }) => ({ by: 'python', text: answer, form: 'answer', tests }),
};
