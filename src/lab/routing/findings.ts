import { callsIn } from '../../datasets/python/calls';
import { tokenize } from '../../datasets/python/tokens';
import { functionName } from '../../datasets/signature';

/** The most that is sent, in bytes: what fits the context of larger models with room for an answer. */
export const mostPromptBytes = 64_000;
/** Beyond this a text has nothing of the tasks that routers learn from. */
const usualPromptBytes = 4_000;

/** Something about a task that its visitor should know: `stops` where nothing is asked before it is put right. */
export interface Finding {
  stops: boolean;
  text: string;
}

/**
 * What is wrong, or odd, with a task as it was typed. Whether its tests are Python, the judge alone can tell.
 *
 * @param tests one by one
 */
export function findingsOf(prompt: string, tests: readonly string[]): Finding[] {
  const bytes = new TextEncoder().encode(prompt).length;
  const kilobytes = `${Math.round(bytes / 1000)}\u00a0kB`;
  if (!prompt.trim()) return [{ stops: true, text: 'Say what is to be written: the task has no text.' }];
  if (bytes > mostPromptBytes) {
    const text = `The text has ${kilobytes}; at most ${mostPromptBytes / 1000}\u00a0kB are sent, which is what models have room for. Shorten it.`;
    return [{ stops: true, text }];
  }
  const long =
    bytes > usualPromptBytes
      ? `The text has ${kilobytes}, and every model that is asked is paid for reading it. What is predicted of texts this long is a guess: routers learn from short ones.`
      : undefined;
  const hints = [long, contradiction(prompt, tests), withoutAssert(tests)];
  return hints.flatMap((text) => (text ? [{ stops: false, text }] : []));
}

/** Functions that a text names as code: `name(`, “def name”, “function `name`”. */
function functionsNamedIn(prompt: string): Set<string> {
  const defined = [...prompt.matchAll(/\bdef\s+([A-Za-z_]\w*)/g)].map(([, name]) => name);
  const quoted = [...prompt.matchAll(/`([A-Za-z_]\w*)(?:\([^`]*\))?`/g)].map(([, name]) => name);
  const spoken = [...prompt.matchAll(/\bfunction\s+(?:called\s+|named\s+)?`?([a-z]\w*_\w*)/gi)].map(
    ([, name]) => name,
  );
  return new Set([...defined, ...quoted, ...spoken]);
}

function contradiction(prompt: string, tests: readonly string[]): string | undefined {
  const called = tests.length > 0 ? functionName({ tests: [...tests] }) : undefined;
  if (!called) return undefined;
  const apart = tests.findIndex((test) => {
    const names = callsIn(test).map(({ name }) => name);
    return names.length > 0 && !names.includes(called);
  });
  if (apart >= 0) return `Test ${apart + 1} doesn’t call ${called}, as the others do. Is it of this task?`;
  const named = functionsNamedIn(prompt);
  const isNamed = named.size === 0 || named.has(called) || new RegExp(`\\b${called}\\b`).test(prompt);
  if (isNamed) return undefined;
  return `The text speaks of ${[...named][0]}, the tests call ${called}. An answer that follows the text will fail them.`;
}

function withoutAssert(tests: readonly string[]): string | undefined {
  const at = tests.findIndex((test) => !tokenize(test).some(({ text }) => text === 'assert'));
  if (at < 0) return undefined;
  return `Test ${at + 1} has no assert: it passes wherever it raises no error, and is not shown to models.`;
}
