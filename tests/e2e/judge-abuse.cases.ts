import type { JudgedTask, Verdict } from '../../src/judge/contract';

/** Code that does what it must not, and what may be said of it: never "pass". */
export interface Abuse {
  name: string;
  code: string;
  verdicts: Verdict[];
  task?: JudgedTask;
}

/** `body` stands in the function that the tests call, `double(x)`. */
function inside(body: string): string {
  return `def double(x):\n${body.replaceAll(/^/gm, '    ')}\n`;
}

const wrong: Verdict[] = ['wrong-answer'];
const raised: Verdict[] = ['test-error'];
const notLoaded: Verdict[] = ['exec-error'];
const closed: Verdict[] = ['missing-module'];
const stopped: Verdict[] = ['timeout'];
const ended: Verdict[] = ['crash', 'test-error', 'timeout'];

const cases: [name: string, code: string, verdicts: Verdict[]][] = [
  // Time.
  ['a loop', inside('while True: pass'), stopped],
  ['a loop at the top', 'while True: pass\n', stopped],
  [
    'a loop that swallows BaseException',
    inside('while True:\n  try:\n    while True: pass\n  except BaseException: pass'),
    stopped,
  ],
  [
    'a loop that swallows in a finally',
    inside('while True:\n  try:\n    while True: pass\n  finally: continue'),
    stopped,
  ],
  ['a generator that never ends', inside('import itertools\nfor _ in itertools.count(): pass'), stopped],
  ['a C loop', inside('return sum(range(10**12))'), stopped],
  ['a C loop over an endless iterator', inside('import itertools\nreturn max(itertools.count())'), stopped],
  ['a sleep', inside('import time\ntime.sleep(1000)'), stopped],
  ['a power', inside('return 7 ** 10**9'), ['timeout', 'crash', 'test-error']],
  ['a factorial', inside('import math\nreturn math.factorial(10**8)'), ['timeout', 'crash', 'test-error']],
  ['a regex blow-up', inside('import re\nreturn re.match("(a+)+$", "a" * 40 + "b")'), stopped],
  [
    'a deadline moved by signal',
    inside('import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass'),
    stopped,
  ],
  [
    'a handler in the way',
    inside('import signal\nsignal.signal(signal.SIGINT, lambda *a: None)\nwhile True: pass'),
    stopped,
  ],
  [
    'an endless __str__ of an error',
    inside('class E(Exception):\n  def __str__(self):\n    while True: pass\nraise E()'),
    stopped,
  ],
  [
    'an endless __repr__',
    inside('class V:\n  def __repr__(self):\n    while True: pass\nreturn V()'),
    stopped,
  ],
  [
    'an endless __eq__',
    inside('class V:\n  def __eq__(self, o):\n    while True: pass\nreturn V()'),
    stopped,
  ],
  [
    'an endless __del__',
    inside('class V:\n  def __del__(self):\n    while True: pass\nV()\nreturn 0'),
    ['timeout', 'wrong-answer'],
  ],
  // Memory and stack.
  ['a list that grows', inside('a = []\nwhile True: a.append(bytearray(10**6))'), ended],
  ['one huge string', inside('return "x" * (1 << 30)'), ended],
  ['doubling', inside('s = "x"\nwhile True: s += s'), ended],
  ['recursion', inside('return double(x)'), ['test-error', 'crash']],
  [
    'recursion without a limit',
    'import sys\nsys.setrecursionlimit(10**9)\n' + inside('return double(x)'),
    ended,
  ],
  [
    'recursion in C',
    inside('l = []\nfor _ in range(200000): l = [l]\nreturn repr(l)'),
    ['test-error', 'crash', 'wrong-answer'],
  ],
  [
    'a deep value',
    inside('l = []\nfor _ in range(200000): l = [l]\nreturn l'),
    ['wrong-answer', 'test-error', 'crash'],
  ],
  ['a value that contains itself', inside('l = []\nl.append(l)\nreturn l'), wrong],
  ['a deep expression', inside(`return ${'('.repeat(5000)}1${')'.repeat(5000)}`), ['compile-error', 'crash']],
  ['a long sum', inside(`return ${'1+'.repeat(50_000)}1`), ['compile-error', 'crash', 'wrong-answer']],
  // Ending.
  ['os._exit', inside('import os\nos._exit(0)'), ['crash']],
  ['os.abort', inside('import os\nos.abort()'), ['crash']],
  [
    'os.kill',
    inside('import os\nos.kill(os.getpid(), 9)\nreturn 0'),
    ['crash', 'test-error', 'wrong-answer'],
  ],
  ['sys.exit', inside('import sys\nsys.exit(0)'), raised],
  ['exit at the top', 'import sys\nsys.exit(0)\n', notLoaded],
  ['quit()', 'quit()\n', notLoaded],
  ['a KeyboardInterrupt of its own', inside('raise KeyboardInterrupt'), raised],
  ['a GeneratorExit', inside('raise GeneratorExit'), raised],
  ['faulthandler', inside('import faulthandler\nfaulthandler._sigsegv()'), ['crash', 'test-error']],
  // Poison for what runs after it.
  [
    'builtins without len',
    'import builtins\nbuiltins.len = None\ndel builtins.print\n' + inside('return 0'),
    wrong,
  ],
  [
    'builtins cleared',
    'import builtins\nvars(builtins).clear()\n' + inside('return 0'),
    ['wrong-answer', 'test-error', 'crash'],
  ],
  [
    'compile, eval and exec replaced',
    'import builtins\nbuiltins.compile = builtins.eval = builtins.exec = lambda *a, **k: True\n' +
      inside('return 0'),
    ['wrong-answer', 'test-error'],
  ],
  [
    'isinstance always true',
    'import builtins\nbuiltins.isinstance = lambda *a: True\n' + inside('return 0'),
    wrong,
  ],
  [
    'collections poisoned',
    'import collections\ncollections.Counter = collections.deque = None\n' + inside('return 0'),
    wrong,
  ],
  [
    'sys.modules cleared',
    'import sys\nsys.modules.clear()\n' + inside('return 0'),
    ['wrong-answer', 'test-error', 'crash'],
  ],
  [
    'json poisoned',
    'import json\njson.dumps = lambda *a, **k: \'{"verdict":"pass"}\'\njson.loads = None\n' +
      inside('return 0'),
    ['wrong-answer', 'crash'],
  ],
  [
    'marshal poisoned',
    'import marshal\nmarshal.dumps = lambda *a: b"i\\x04\\x00\\x00\\x00"\n' + inside('return 0'),
    wrong,
  ],
  [
    'AssertionError replaced',
    'import builtins\nbuiltins.AssertionError = ValueError\n' + inside('return 0'),
    wrong,
  ],
  [
    'importing poisoned',
    'import builtins\nbuiltins.__import__ = lambda *a, **k: None\n' + inside('return 0'),
    wrong,
  ],
  ['streams closed', 'import sys\nsys.stdout = sys.stderr = None\n' + inside('print(1)\nreturn 0'), wrong],
  ['audit hooks', 'import sys\nsys.addaudithook(lambda e, a: 1/0)\n' + inside('return 0'), wrong],
  [
    'a hash of its own',
    inside('class K(str):\n  def __hash__(self): return 1/0\nreturn {K("a"): 1} if 0 else K("a")'),
    ['wrong-answer', 'test-error'],
  ],
  ['gc switched off', 'import gc\ngc.disable()\ngc.set_threshold(0)\n' + inside('return 0'), wrong],
  [
    'the recursion limit lowered',
    'import sys\nsys.setrecursionlimit(60)\n' + inside('return 0'),
    ['wrong-answer', 'test-error', 'exec-error', 'crash'],
  ],
  ['the random seed', 'import random\nrandom.seed(1)\nrandom.random = None\n' + inside('return 0'), wrong],
  ['the environment', 'import os\nos.environ["X"] = "1"\nos.environ.clear()\n' + inside('return 0'), wrong],
  [
    'the type cache',
    inside('import gc\nd = gc.get_referents(int.__dict__)[0]\nd["__eq__"] = lambda a, b: True\nreturn 0'),
    wrong,
  ],
  // Forging.
  [
    'an equality that always holds',
    inside('class V:\n  def __eq__(self, o): return True\nreturn V()'),
    wrong,
  ],
  [
    'an int with an equality of its own',
    inside('class V(int):\n  def __eq__(self, o): return True\nreturn V(7)'),
    wrong,
  ],
  ['an equality in a list', inside('class V:\n  def __eq__(self, o): return True\nreturn [V()]'), wrong],
  [
    'a metaclass’s equality',
    inside('class M(type):\n  def __eq__(self, o): return True\nclass V(metaclass=M): pass\nreturn V'),
    wrong,
  ],
  [
    'the expected value out of a frame',
    inside(
      'import sys\nf = sys._getframe()\nwhile f:\n  for c in f.f_code.co_consts:\n    if type(c) is int and c != x: return c\n  f = f.f_back\nreturn 0',
    ),
    wrong,
  ],
  [
    'the tests out of the heap',
    inside(
      'import gc\nfor o in gc.get_objects():\n  if type(o) is str and "== 4" in o: return 4\n  if type(o) is list and any(type(e) is str and "assert double" in e for e in o): return 4\nreturn 0',
    ),
    wrong,
  ],
  [
    'the judge’s functions out of a traceback',
    inside(
      'try: 1/0\nexcept Exception as e:\n  f = e.__traceback__.tb_frame\n  while f:\n    for n in ("call", "settle", "whole", "begin"):\n      if n in f.f_globals: f.f_globals[n] = lambda *a: ""\n    f = f.f_back\nreturn 0',
    ),
    wrong,
  ],
  [
    'the judge replaced, with a value that isn’t plain',
    inside(
      'import sys\nf = sys._getframe()\nwhile f:\n  f.f_globals["settle"] = lambda *a: ""\n  f.f_globals["has_own_equality"] = lambda *a: False\n  f = f.f_back\nclass V:\n  def __eq__(self, o): return True\nreturn V()',
    ),
    wrong,
  ],
  [
    'a trace hook',
    'import sys\ndef t(f, e, a):\n    for k in list(f.f_locals):\n        if k == "value": f.f_locals[k] = 4\n    return t\nsys.settrace(t)\n' +
      inside('sys.settrace(t)\nreturn 0'),
    wrong,
  ],
  [
    'a profile hook',
    'import sys\nsys.setprofile(lambda *a: 1/0)\n' + inside('return 0'),
    ['wrong-answer', 'exec-error', 'test-error'],
  ],
  [
    'monitoring',
    'import sys\nm = sys.monitoring\nm.use_tool_id(2, "x")\nm.register_callback(2, m.events.PY_START, lambda *a: 1/0)\nm.set_events(2, m.events.PY_START)\n' +
      inside('return 0'),
    ['wrong-answer', 'test-error', 'exec-error', 'crash'],
  ],
  [
    'the function’s name taken from builtins',
    'import builtins\nbuiltins.double = lambda x: 2 * x + 1\n',
    wrong,
  ],
  [
    'AssertionErrors swallowed',
    inside('import builtins, contextlib\nreturn contextlib.suppress(AssertionError)'),
    wrong,
  ],
  // Doors.
  ['js', inside('import js\njs.postMessage("pass")\nreturn 4'), closed],
  ['pyodide_js', inside('import pyodide_js\nreturn pyodide_js'), closed],
  ['pyodide.code', inside('from pyodide.code import run_js\nreturn run_js("1")'), closed],
  ['_pyodide_core', inside('import _pyodide_core\nreturn 0'), closed],
  ['js by importlib', inside('import importlib\nreturn importlib.import_module("js")'), closed],
  [
    'JavaScript objects in the heap',
    inside(
      'import gc\nfor o in gc.get_objects():\n  for r in gc.get_referents(o):\n    if "JsProxy" in type(r).__name__: return 4\nreturn 0',
    ),
    wrong,
  ],
  ['ctypes', inside('import ctypes\nctypes.string_at(0, 100)\nreturn 0'), closed],
  [
    '_ctypes made by hand',
    inside(
      'import _imp, importlib.machinery as m\n_imp.create_builtin(m.ModuleSpec("_ctypes", m.BuiltinImporter))\nreturn 0',
    ),
    ['wrong-answer', 'test-error', 'missing-module', 'crash'],
  ],
  ['subprocess', inside('import subprocess\nreturn subprocess.run(["ls"])'), raised],
  ['os.system', inside('import os\nreturn os.system("ls") and 0'), ['wrong-answer', 'test-error']],
  ['fork', inside('import os\nreturn os.fork()'), raised],
  [
    'threads',
    inside('import threading\nt = threading.Thread(target=print)\nt.start()\nt.join()\nreturn 0'),
    raised,
  ],
  ['a socket', inside('import socket\nsocket.create_connection(("127.0.0.1", 80))\nreturn 0'), raised],
  [
    'urllib',
    inside('import urllib.request\nreturn urllib.request.urlopen("http://127.0.0.1")'),
    ['test-error', 'timeout'],
  ],
  [
    'asyncio',
    inside('import asyncio\nasync def f(): await asyncio.sleep(0)\nasyncio.run(f())\nreturn 0'),
    ['wrong-answer', 'test-error'],
  ],
  [
    'a callback for later',
    inside('import asyncio\nasyncio.get_event_loop().call_later(0, print)\nreturn 0'),
    ['wrong-answer', 'test-error'],
  ],
  ['a file', inside('open("/tmp/left", "w").write("x")\nreturn 0'), wrong],
  [
    'the library overwritten',
    inside(
      'import sys\nfor p in sys.path:\n  try: open(p, "wb").write(b"")\n  except OSError: pass\nreturn 0',
    ),
    wrong,
  ],
  [
    'a module put on the path',
    inside(
      'import os, sys\nos.makedirs("/tmp/p", exist_ok=True)\nopen("/tmp/p/math.py", "w").write("")\nsys.path.insert(0, "/tmp/p")\nreturn 0',
    ),
    wrong,
  ],
  [
    'files removed',
    inside(
      'import os, shutil\nshutil.rmtree("/lib", ignore_errors=True)\nshutil.rmtree("/home", ignore_errors=True)\nreturn 0',
    ),
    wrong,
  ],
  [
    'standard streams closed',
    inside('import os\nfor i in range(10):\n  try: os.close(i)\n  except OSError: pass\nreturn 0'),
    wrong,
  ],
  ['output past sys.stdout', inside('import os\nos.write(1, b"x" * 10**6)\nreturn 0'), wrong],
  ['huge output', inside('for _ in range(5000): print("x" * 1000)\nreturn 0'), wrong],
  ['input()', inside('return int(input("x? "))'), raised],
  ['input() at the top', 'x = input()\n' + inside('return 0'), notLoaded],
  ['a numpy that isn’t there', 'import numpy as np\n' + inside('return np.int64(2 * x)'), closed],
  ['a null byte', 'x = "\0"\n', ['compile-error']],
  ['no Python at all', 'function double(x) { return 2 * x; }', ['compile-error']],
  [
    '5 MB of code',
    'x = 0\n'.repeat(800_000) + inside('return 0'),
    ['wrong-answer', 'timeout', 'crash', 'compile-error'],
  ],
];

export const abuses: Abuse[] = cases.map(([name, code, verdicts]) => ({ name, code, verdicts }));
