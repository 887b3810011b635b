import { join } from 'node:path';
import { loadPyodide } from 'pyodide';
import { startInterpreter } from '../../../src/judge/worker/interpreter';
import { Machine } from '../../../src/judge/worker/machine';
import type { LoadPyodide, Pyodide } from '../../../src/judge/worker/pyodide';
import type { TrialRequest, TrialResult } from '../../../src/judge/worker/trial';

/** Pyodide in Node, from its package: the judge's own code starts it, as it does in a worker. */
export const load: LoadPyodide = async (config) => {
  const options = { indexURL: join(process.cwd(), 'node_modules/pyodide/'), ...config };
  return (await loadPyodide(options)) as unknown as Pyodide;
};

let snapshot: Uint8Array<ArrayBuffer> | undefined;

/** A machine of the judge, in this process; the first of a test file starts cold. */
export async function startMachine(): Promise<{
  machine: Machine;
  interpreter: Awaited<ReturnType<typeof startInterpreter>>;
}> {
  const interpreter = await startInterpreter({ load, snapshot });
  snapshot ??= interpreter.snapshot;
  return { machine: new Machine(interpreter), interpreter };
}

/** A request with everything that a test doesn't care about. */
export function request(text: string, tests: string[], rest: Partial<TrialRequest> = {}): TrialRequest {
  return {
    run: 1,
    text,
    tests,
    form: 'code',
    strictness: 'lenient',
    chosen: tests.map((_, index) => index),
    setup: '',
    entryPoint: '',
    deadlineSeconds: 4,
    ...rest,
  };
}

export type { TrialResult };
