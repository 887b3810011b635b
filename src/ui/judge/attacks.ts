import type { Verdict } from '../../judge/contract';

/** An answer that tries something other than solving its task. */
export interface Attack {
  id: string;
  title: string;
  code: string;
  /** What stops it, in a sentence. */
  stopped: string;
  /** How it may end. */
  verdicts: Verdict[];
}

/** What all of them pretend to solve. */
export const attackedTests = ['assert add(2, 3) == 5', 'assert add(-1, 1) == 0'];

/** Judged after each attack: was anything left behind? It uses what attacks like to poison. */
export const honestAnswer = 'def add(a, b):\n    return sum([a, b])';

export const attacks: Attack[] = [
  {
    id: 'loop',
    title: 'Never return',
    code: 'def add(a, b):\n    while True:\n        pass',
    stopped: 'Python asks a clock of ours as it goes; past the deadline the clock answers with an interrupt.',
    verdicts: ['timeout'],
  },
  {
    id: 'stubborn-loop',
    title: 'Catch every interrupt',
    code: 'def add(a, b):\n    while True:\n        try:\n            while True:\n                pass\n        except BaseException:\n            pass',
    stopped:
      'Whoever catches the first interrupt gets the next one at once, and again, until the code gives up.',
    verdicts: ['timeout'],
  },
  {
    id: 'c-loop',
    title: 'Hide in a loop written in C',
    code: 'def add(a, b):\n    return sum(range(10**12))',
    stopped:
      'No interrupt gets in there, so a watchdog outside ends the whole worker; a spare one takes its place.',
    verdicts: ['timeout'],
  },
  {
    id: 'network',
    title: 'Send something out',
    code: 'import js\n\ndef add(a, b):\n    js.fetch("https://example.org/?from=judge")\n    return a + b',
    stopped:
      'The page’s own functions are not handed to Python, and its frame may contact no address at all.',
    verdicts: ['exec-error', 'test-error', 'missing-module'],
  },
  {
    id: 'storage',
    title: 'Read what the page has stored',
    code: 'from js import indexedDB\n\ndef add(a, b):\n    indexedDB.open("complexitynet")\n    return a + b',
    stopped: 'The frame has an origin of its own that owns nothing: this page’s storage belongs to another.',
    verdicts: ['exec-error', 'test-error', 'missing-module'],
  },
  {
    id: 'memory',
    title: 'Eat all memory',
    code: 'def add(a, b):\n    hoard = []\n    while True:\n        hoard.append(bytearray(2**29))',
    stopped: 'At 512 MB the interpreter gets no more, and one that has grown is replaced.',
    verdicts: ['test-error', 'crash'],
  },
  {
    id: 'recursion',
    title: 'Call itself for ever',
    code: 'import sys\nsys.setrecursionlimit(10**9)\n\ndef add(a, b):\n    return add(a, b)',
    stopped:
      'With Python’s own limit lifted, the stack, the memory cap or the clock ends it, and whatever dies of it dies alone.',
    verdicts: ['test-error', 'crash', 'timeout'],
  },
  {
    id: 'builtins',
    title: 'Poison what others use',
    code: 'import builtins\nbuiltins.sum = lambda *numbers: 5\nbuiltins.len = lambda things: 0\n\ndef add(a, b):\n    return sum([a, b])',
    stopped: 'After every answer Python’s memory is put back, byte for byte, as it was before.',
    verdicts: ['wrong-answer'],
  },
  {
    id: 'equal',
    title: 'Be equal to anything',
    code: 'class Yes:\n    def __eq__(self, other):\n        return True\n\ndef add(a, b):\n    return Yes()',
    stopped:
      'The judge looks at what is compared: an equality that the answer’s own class claims is not believed.',
    verdicts: ['wrong-answer'],
  },
  {
    id: 'frames',
    title: 'Look for the verdict',
    code: 'import sys\n\ndef add(a, b):\n    frame = sys._getframe()\n    while frame:\n        for name in list(frame.f_globals):\n            if "test" in name or "verdict" in name:\n                frame.f_globals[name] = []\n        frame = frame.f_back\n    return 0',
    stopped: 'Tests and verdicts are kept outside Python, which is handed one assert at a time.',
    verdicts: ['wrong-answer'],
  },
  {
    id: 'output',
    title: 'Print without end',
    code: 'def add(a, b):\n    for _ in range(2000):\n        print("spam " * 10_000)\n    return a + b',
    stopped: 'Output is counted and 4,096 characters of it are kept. The sum is right, so it passes.',
    verdicts: ['pass'],
  },
  {
    id: 'exit',
    title: 'Pull the plug',
    code: 'import os\n\ndef add(a, b):\n    os._exit(0)',
    stopped: 'That ends the interpreter, not the judge: no success is read from its exit code.',
    verdicts: ['crash', 'test-error'],
  },
];
