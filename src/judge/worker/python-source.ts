import answer from '../python/answer.py?raw';
import clean from '../python/clean.py?raw';
import explain from '../python/explain.py?raw';
import find from '../python/find.py?raw';
import plan from '../python/plan.py?raw';
import repair from '../python/repair.py?raw';
import run from '../python/run.py?raw';
import salvage from '../python/salvage.py?raw';
import seal from '../python/seal.py?raw';
import streams from '../python/streams.py?raw';
import suspicion from '../python/suspicion.py?raw';
import syntax from '../python/syntax.py?raw';
import warm from '../python/warm.py?raw';

/** Where the judge's Python lies while it is loaded. */
export const judgeNamespace = '_judge';

/** One namespace, in this order. */
const finding = [syntax, answer, salvage, find, repair];
const running = [streams, suspicion, run, clean];
const sources = [warm, seal, explain, plan, ...finding, ...running];

/**
 * Python that loads the judge's own: with builtins of its own, which nothing that is done to the module reaches, and
 * in a namespace that no module has.
 */
export function loadPythonSources(): string {
  // JSON of text is a Python literal too.
  return `
import builtins, json
${judgeNamespace} = {'__name__': 'judge', '__builtins__': dict(vars(builtins))}
for _source in json.loads(${JSON.stringify(JSON.stringify(sources))}):
    exec(compile(_source, '<judge>', 'exec', dont_inherit=True), ${judgeNamespace})
del _source
`;
}

/** Functions of it that JavaScript calls, with what they take and give. All text; JSON where said so there. */
export interface PythonFunctions {
  seal(): void;
  furnish(): void;
  entry_of(tests: string, given: string): string;
  plan(test: string, entry: string): string;
  find(text: string, entry: string, strict: boolean): string;
  begin(code: string, setup: string, entry: string): string;
  forget(): void;
  call(source: string): string;
  settle(shape: string, left: string): string;
  whole(source: string): string;
  ending(): string;
  judge_values(shape: string, left: string, ...packed: string[]): string;
}

export const pythonFunctions = [
  'seal',
  'furnish',
  'entry_of',
  'plan',
  'find',
  'begin',
  'forget',
  'call',
  'settle',
  'whole',
  'ending',
  'judge_values',
] as const satisfies (keyof PythonFunctions)[];
