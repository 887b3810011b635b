import type { TaskText } from './dataset';
import { callsIn, type Call } from './python/calls';
import { builtins, definedNames } from './python/names';

/** A function as its tests call it. */
export interface Signature {
  name: string;
  /** How it may be defined: "def f(arg1, arg2=None):". */
  header: string;
}

type Tested = Pick<TaskText, 'tests' | 'setup' | 'entryPoint'> & { prompt?: string };

/** The function that the tests call; undefined where they call none. */
export function functionName({ tests, setup = '', entryPoint }: Tested): string | undefined {
  if (entryPoint) return entryPoint;
  const helpers = definedNames(setup);
  const called = tests.map((test) => callsIn(test).map(({ name }) => name));
  const candidates = called.map((names) => names.filter((name) => !builtins.has(name) && !helpers.has(name)));
  // Where only built-in names are called, one of them is the task's own: `def sum(a, b)`.
  return mostFrequent(candidates) ?? mostFrequent(called);
}

/** The name that stands in most of the tests; of several such, the one that stands first. */
function mostFrequent(names: string[][]): string | undefined {
  const counts = new Map<string, number>();
  for (const name of names.flatMap((inOne) => [...new Set(inOne)])) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].reduce<[string, number] | undefined>(
    (best, entry) => (best && best[1] >= entry[1] ? best : entry),
    undefined,
  )?.[0];
}

/** The header of a function, as code that is visible to the model has it. */
function headerIn(source: string, name: string): string | undefined {
  const found = new RegExp(String.raw`^def\s+${name}\s*\([^]*?\)\s*(?:->[^\n]*?)?:`, 'm').exec(source);
  return found?.[0];
}

/** With names that tell nothing, but where the tests themselves pass arguments by name: the reference's would be a hint. */
function headerOf(name: string, calls: Call[]): string {
  const lists = calls.map((call) => call.arguments);
  const counts = lists.map((list) => list.filter(({ keyword, spread }) => !keyword && !spread).length);
  const least = Math.min(...counts);
  const parameters = Array.from({ length: Math.max(...counts) }, (_, i) =>
    i < least ? `arg${i + 1}` : `arg${i + 1}=None`,
  );
  const spreads = lists.flat().some(({ spread }) => spread);
  if (spreads) parameters.push('*args');
  for (const keyword of new Set(lists.flat().flatMap((one) => one.keyword ?? []))) {
    const always = lists.every((list) => list.some((one) => one.keyword === keyword));
    // Python wants a default after a default.
    const hasDefault = !always || (!spreads && parameters.some((parameter) => parameter.endsWith('=None')));
    parameters.push(hasDefault ? `${keyword}=None` : keyword);
  }
  return `def ${name}(${parameters.join(', ')}):`;
}

/**
 * The signature of the function that a task asks for: from the prompt, where it is code, else from the tests.
 * The reference is not looked at.
 */
export function signatureOf(task: Tested): Signature | undefined {
  const name = functionName(task);
  if (!name) return undefined;
  const shown = headerIn(task.prompt ?? '', name);
  if (shown) return { name, header: shown };
  const calls = task.tests.flatMap(callsIn).filter((call) => call.name === name);
  return calls.length ? { name, header: headerOf(name, calls) } : { name, header: `def ${name}(...):` };
}
