import type { ChatMessage } from '../../core/message';
import type { Random } from '../../core/random';
import type { PromptTask } from '../prompt-parts';
import type { CompletionPrompt, PromptSettings } from '../prompts';

/** How an answer is to be judged, or what was said of it. */
export type KindJudging =
  /** By Python: the answer, or code made of it, against tests. */
  | { by: 'python'; text: string; form: 'answer' | 'code'; tests: string[] }
  /** Here: what was found in the answer, and which of the tests it passes. */
  | { by: 'kind'; found: string; passed: boolean[] }
  /** The answer holds nothing to be judged: says what was looked for. */
  | { by: 'kind'; found: undefined; wanted: string };

/** What tasks of one sort have in common: how they are put to a model, and how an answer is read and judged. */
export interface TaskKind {
  id: string;
  name: string;
  /** What the tests of such a task are, for somebody who brings tasks along. */
  testsAre: string;
  /** May a prompt and a router see the first tests? False where a test is the answer itself. */
  showsTests: boolean;
  /** Why a task can't be judged: nothing where it can. */
  problemIn(task: PromptTask): string | undefined;
  /** As `problemIn`, of what can't be told without loading something; absent: there is nothing of it. */
  check?(task: PromptTask): Promise<string | undefined>;
  /** How a task stands in one experiment, such as with its choices in an order of their own; itself where absent. */
  arrange?<T extends PromptTask>(task: T, random: Random): T;
  chat(task: PromptTask, settings: PromptSettings): ChatMessage[];
  /** For models that go on writing. */
  completion(task: PromptTask, settings: PromptSettings): CompletionPrompt;
  /**
   * Reads and judges an answer; never throws for what the answer holds.
   *
   * @param task as `arrange` gave it
   * @param strictness lenient looks for the answer in what stands around it; strict takes it where it was asked for
   */
  judge(
    answer: string,
    task: PromptTask,
    strictness: 'lenient' | 'strict',
  ): KindJudging | Promise<KindJudging>;
}
