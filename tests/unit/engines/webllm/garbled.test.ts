import { expect, test } from 'vitest';
import { looksGarbled } from '../../../../src/engines/webllm/garbled';

test.each([
  ['code', 'def add(a, b):\n    return a + b'],
  ['code in a fence', '```python\ndef add(a, b):\n    return a + b\n```'],
  ['a lambda', 'add = lambda a, b: a + b'],
  ['prose around it', 'Sure! Here is the function:\n\n```python\ndef add'],
  ['prose with typographic signs', 'Here’s a function that “adds” — it returns a + b…'],
  ['a refusal', 'I’m sorry, I can’t do that.'],
  ['a wrong answer', 'def add(a, b):\n    return a * b - 1'],
  [
    'a docstring with a rule',
    '"""\nAdd.\n----------\nReturn the sum.\n"""\ndef add(a, b):\n    return a + b',
  ],
  ['little', 'ok'],
])('not garbled: %s', (_, text) => expect(looksGarbled(text)).toBe(false));

test.each([
  ['nothing', ''],
  ['blanks', ' \n\t '],
  ['one sign', '!!!!!!!!!!!!!!!!!!!!!!!!'],
  ['one letter', 'GGGGGGGGGGGGGGGG GGGGG'],
  ['one word', 'the the the the the the the the the the'],
  ['one piece of code', 'return return return return return return return return return'],
  ['replacement characters', '��� def � return ��� add ��'],
  ['many scripts', 'вест 이 def ющи 是 añada ქ return'],
  ['no word at all', 'xq}{ zzkw ;;pv) rrtx qqlm ]] wvx'],
  ['numbers', '9 3 8 2 7 1 4 6 5 0 2 8 3 9 1 7'],
])('garbled: %s', (_, text) => expect(looksGarbled(text)).toBe(true));
