import { describe, expect, it } from 'vitest';
import { chatMessages, completionPrompt, promptStyles, systemPrompt } from '../../../src/datasets/prompts';
import { neededBySetup, type PromptTask } from '../../../src/datasets/prompt-parts';
import { starterTasks } from '../../../src/datasets/starter/starter';

const task: PromptTask = {
  id: '1',
  prompt: 'Write a function that doubles.\r\n',
  tests: ['assert double(2) == 4 ', 'assert double(0) == 0'],
};
const tree: PromptTask = {
  id: '2',
  prompt: 'Write a function that measures a tree.',
  tests: ['assert height(root) == 1'],
  setup: 'root = Node(1)',
};
const coded: PromptTask = {
  id: '3',
  prompt: 'def f(x: int) -> int:\n    """Double it."""\n',
  tests: ['def check(c):\n    assert c(1) == 2\ncheck(f)'],
  entryPoint: 'f',
};

describe('with instructions', () => {
  const style = 'instructed';
  it('the system asks for code only; the description, the signature and the asserts follow', () => {
    const messages = chatMessages(task, { style, visibleTests: 1 });
    expect(messages[0]).toStrictEqual({ role: 'system', content: systemPrompt });
    expect(messages[1]).toStrictEqual({
      role: 'user',
      content:
        'Write a function that doubles.\n\nDefine the function like this:\ndef double(arg1):\n\n' +
        'Your code must satisfy this assertion:\nassert double(2) == 4',
    });
    expect(messages).toHaveLength(2);
  });

  it('shows as many asserts as may be seen', () => {
    const shown = (visibleTests: 0 | 1 | 'all') =>
      chatMessages(task, { style, visibleTests })[1].content.match(/^assert /gm)?.length ?? 0;
    expect([shown(0), shown(1), shown('all')]).toStrictEqual([0, 1, 2]);
  });

  it('tells of setup code, and of the class that it needs', () => {
    const [, { content }] = chatMessages(tree, { style, visibleTests: 0 });
    expect(content).toContain('this is run, so define Node too:\nroot = Node(1)');
  });

  it('shows code that is to be completed as it is, and no test program', () => {
    const [, { content }] = chatMessages(coded, { style, visibleTests: 'all' });
    expect(content).toBe(`Complete this function, and answer with all of it.\n\n${coded.prompt.trim()}`);
  });
});

describe('bare', () => {
  const style = 'bare';
  it('is the description and the function’s format, and nothing else', () => {
    expect(chatMessages(task, { style, visibleTests: 0 })).toStrictEqual([
      { role: 'user', content: 'Write a function that doubles.\n\ndef double(arg1):' },
    ]);
    expect(chatMessages(coded, { style, visibleTests: 0 })[0].content).toBe(coded.prompt.trim());
  });

  it('shows setup code and asserts where they may be seen', () => {
    const [{ content }] = chatMessages(tree, { style, visibleTests: 'all' });
    expect(content).toMatch(/define Node too:\nroot = Node\(1\)\n\nassert height\(root\) == 1$/);
  });
});

describe('for completion', () => {
  it('ends with the line that the answer goes on from', () => {
    expect(completionPrompt(task, { style: 'bare', visibleTests: 1 })).toStrictEqual({
      text: '"""\nWrite a function that doubles.\n\nassert double(2) == 4\n"""\ndef double(arg1):\n',
      opening: 'def double(arg1):\n',
    });
    expect(completionPrompt(task, { style: 'instructed', visibleTests: 0 }).text).toContain('Only code');
    expect(completionPrompt(coded, { style: 'bare', visibleTests: 0 })).toStrictEqual({
      text: coded.prompt,
      opening: coded.prompt,
    });
  });

  it('keeps quotes of the description from ending it', () => {
    const { text } = completionPrompt({ ...task, prompt: 'Use """.' }, { style: 'bare', visibleTests: 0 });
    expect(text.match(/"""/g)).toHaveLength(2);
  });
});

it('names what setup code needs', () => {
  const setup = 'import math\nclass A: pass\na = A()\nb = Node(print(math.sqrt(4)))\nc = Node(Leaf())';
  expect(neededBySetup({ setup })).toStrictEqual(['Node', 'Leaf']);
  expect(neededBySetup({})).toStrictEqual([]);
});

it('no prompt tells anything of a starter task’s reference or of tests that may not be seen', async () => {
  for (const one of await starterTasks()) {
    for (const { id: style } of promptStyles) {
      const prompts = [
        ...chatMessages(one, { style, visibleTests: 1 }).map(({ content }) => content),
        completionPrompt(one, { style, visibleTests: 1 }).text,
      ].join('\n');
      for (const test of one.tests.slice(1)) expect(prompts).not.toContain(test);
      for (const line of one.reference.split('\n').filter((text) => text.startsWith('    '))) {
        if (!one.setup?.includes(line.trim())) expect(prompts).not.toContain(line);
      }
    }
  }
});
