import clean from '../python/clean.py?raw';
import explain from '../python/explain.py?raw';
import find from '../python/find.py?raw';
import plan from '../python/plan.py?raw';
import repair from '../python/repair.py?raw';
import run from '../python/run.py?raw';
import seal from '../python/seal.py?raw';
import warm from '../python/warm.py?raw';

/** The judge's Python: one namespace, in this order. */
export const pythonSources = [warm, seal, explain, plan, find, repair, clean, run];

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
