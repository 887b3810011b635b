import { spawnSync } from 'node:child_process';

/** What running one program natively gave: which tests raised nothing, and the seconds of all of it. */
export interface NativeRun {
  /** Did the code and the setup run to their ends? */
  ran: boolean;
  passed: boolean[];
  error?: string;
  seconds: number;
}

const runner = `
import json, sys, time

def run(code, setup, tests):
    names = {"__name__": "candidate"}
    started = time.perf_counter()
    passed, error = [], None
    try:
        exec(code, names)
        exec(setup, names)
    except Exception as problem:
        return {"ran": False, "passed": [False] * len(tests), "error": repr(problem), "seconds": 0}
    for test in tests:
        try:
            exec(test, names)
            passed.append(True)
        except Exception as problem:
            passed.append(False)
            error = error or repr(problem)
    return {"ran": True, "passed": passed, "error": error, "seconds": time.perf_counter() - started}

json.dump([run(**program) for program in json.load(sys.stdin)], sys.stdout)
`;

/** Why nothing can be run natively here; undefined where it can. */
export function whyNoPython(): string | undefined {
  return spawnSync('python3', ['--version']).status === 0 ? undefined : 'needs python3';
}

/** Runs trusted programs in one native Python, each with names of its own. */
export function runNatively(programs: { code: string; setup: string; tests: string[] }[]): NativeRun[] {
  const { stdout, stderr, status } = spawnSync('python3', ['-I', '-c', runner], {
    input: JSON.stringify(programs),
    encoding: 'utf8',
    maxBuffer: 64e6,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
