import { Deadline } from './deadline';
import { HeapImage } from './heap';
import type { LoadPyodide, Pyodide } from './pyodide';
import { judgeNamespace, loadPythonSources, type PythonFunctions, pythonFunctions } from './python-source';
import { SideEffects } from './side-effects';

/** One Python with the judge's functions in it, and the means to put it back as it was. */
export interface Interpreter {
  python: PythonFunctions;
  deadline: Deadline;
  heap: HeapImage;
  effects: SideEffects;
  /** Of the interpreter as it started, for the next one to start from; only where asked for. */
  snapshot?: Uint8Array<ArrayBuffer>;
}

export interface StartOptions {
  load: LoadPyodide;
  /** From an earlier start: takes a tenth of the time. */
  snapshot?: Uint8Array<ArrayBuffer>;
  /** Whose timers are watched: the worker's global object. */
  scope?: object;
}

/** Starts a Python. Hash seed 0: sets and dicts come in the same order everywhere. */
export async function startInterpreter({ load, snapshot, scope = {} }: StartOptions): Promise<Interpreter> {
  const pyodide = await load({
    env: { HOME: '/home/pyodide', PYTHONHASHSEED: '0' },
    jsglobals: Object.create(null) as object,
    ...(snapshot ? { _loadSnapshot: snapshot } : { _makeSnapshot: true }),
  });
  if (!snapshot) pyodide.runPython(loadPythonSources());
  const made = snapshot ? undefined : pyodide.makeMemorySnapshot();
  closeStreams(pyodide);
  const python = functionsOf(pyodide);
  python.furnish();
  python.seal();
  const deadline = new Deadline();
  pyodide.setInterruptBuffer(deadline.buffer);
  const effects = new SideEffects(pyodide._module, scope);
  warmUp(python);
  return { python, deadline, effects, heap: new HeapImage(pyodide._module), snapshot: made };
}

/** What Python writes past sys.stdout (os.write) goes nowhere, and there is nothing to read. */
function closeStreams(pyodide: Pyodide): void {
  const swallow = { write: (buffer: Uint8Array) => buffer.length };
  pyodide.setStdout(swallow);
  pyodide.setStderr(swallow);
  pyodide.setStdin({ error: true });
}

/** Takes the judge's functions, and then their namespace out of Python's reach. */
function functionsOf(pyodide: Pyodide): PythonFunctions {
  const namespace = pyodide.globals.get(judgeNamespace) as { get(name: string): unknown };
  const found = pythonFunctions.map((name) => [name, namespace.get(name)]);
  pyodide.globals.delete(judgeNamespace);
  return Object.fromEntries(found) as unknown as PythonFunctions;
}

/** Takes every way once, so that what Python sets up at first use is in the saved heap. */
function warmUp(python: PythonFunctions): void {
  python.find('Sure:\n```python\ndef f(x):\n    return [x]\nprint(f(1))\n```\n', 'f', false);
  python.find('Sure:\ndef f(x) -> List[int]:\n    return [x]\nThat is it.', 'f', false);
  python.plan('assert f(1) == [1]', python.entry_of(JSON.stringify(['assert f(1) == [1]']), ''));
  python.begin('def f(x):\n    return [x]', '', 'f');
  python.judge_values('(__left == [1]\n)', '(__value_0\n)', python.call('(f(1)\n)').slice(1));
  python.judge_values('(__left == [2]\n)', '(__value_0\n)', python.call('(f("s")\n)').slice(1));
  python.settle('(__left == [3]\n)', '(__value_0\n)');
  python.call('(f()\n)');
  python.whole('assert f(1) == 2');
  python.ending();
  python.begin('', '', '');
  python.forget();
}
