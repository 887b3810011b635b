import { describe, expect, test } from 'vitest';
import { textsOf } from '../../../scripts/texts/source';
import { translated } from '../../../scripts/texts/translated';

const page = 'src/ui/X.svelte';
const program = 'src/ui/x.ts';

const ids = (source: string, file: string) =>
  textsOf(source, file).map(({ id, plural }) => (plural ? [id, plural.id] : id));

/** A source with some of its messages in other words. */
const saying = (source: string, file: string, words: Record<string, string | string[]>) =>
  translated(
    source,
    textsOf(source, file),
    ({ id }) => (words[id] === undefined ? undefined : [words[id]].flat()),
    'n != 1',
  );

describe('the texts of a program', () => {
  test('are its prose, and words alone where a page names something', () => {
    const source = `
      import { a } from 'some where else';
      const status: 'Idle now' | 'busy' = 'busy';
      const steps = [{ id: 'first step', label: 'First' }, { kind: 'Second', label: 'second' }];
      if (status === 'Not this one') throw new PageError('not-found', 'There is no such page.');
      button.addEventListener('click this', () => say('Copied'));
      const random = randomStream(seed, 'no text at all');
      const style = \`translate(\${x}px, \${y}px)\`;
      // translate: no
      const said = 'What a model is told';
    `;
    expect(ids(source, program)).toEqual([
      'first step',
      'First',
      'second',
      'There is no such page.',
      'Copied',
    ]);
    expect(ids("const label = 'word'; const kind = 'Word';", 'src/core/x.ts')).toEqual(['word']);
  });

  test('keep what is in them, joined by + or in a template', () => {
    expect(ids("const text = 'So ' + n + ' of ' + m + ' pass.';", program)).toEqual(['So {0} of {1} pass.']);
    expect(ids('const text = `${n} of ${n} ${isTask ? `task ${id}` : "sets"}`;', program)).toEqual([
      ...['{0} of {0} {1}', 'task {0}', 'sets'],
    ]);
  });

  test('say one thing of one and another of many', () => {
    const source = 'const text = `Only ${n} ${n === 1 ? "task is" : "tasks are"} left`;';
    expect(ids(source, program)).toEqual([['Only {0} task is left', 'Only {0} tasks are left']]);
    const other = saying(source, program, {
      'Only {0} task is left': ['Noch {0} Aufgabe', 'Noch {0} Aufgaben'],
    });
    const text = new Function('n', `${other}; return text`);
    expect([text(1), text(3)]).toEqual(['Noch 1 Aufgabe', 'Noch 3 Aufgaben']);
  });

  test('are written with the signs that a program would take for its own', () => {
    const other = saying("const text = 'Some words here';", program, {
      'Some words here': 'a `b` ${c} \\d </script>',
    });
    expect(new Function(`${other}; return text`)()).toBe('a `b` ${c} \\d </script>');
    expect(other).not.toContain('</script>');
  });
});

describe('the texts of a component', () => {
  test('are sentences with the elements in them, and attributes that are read', () => {
    const source = `<script lang="ts">const { n }: { n: number } = $props();</script>
      <section class="Some Class" aria-label="Your tasks">
        <p>See <a href="#/all" title="All of them">all {n} tasks</a>, or <b>{n}</b>.</p>
        <Icon /> <button onclick={() => go('some where')}>Go on</button> <code>npm start</code>
        <p translate="no">Not this</p>
      </section>`;
    expect(ids(source, page)).toEqual([
      ...['Your tasks', 'See <0>all {0} tasks</0>, or <1/>.', 'All of them', 'some where', 'Go on'],
    ]);
    const other = saying(source, page, {
      'See <0>all {0} tasks</0>, or <1/>.': '<1/> oder <0>alle {0} {Aufgaben}</0> & mehr.',
      'All of them': 'Alle',
    });
    expect(other).toContain(
      '<p><b>{n}</b> oder <a href="#/all" title={`Alle`}>alle {n} &#123;Aufgaben&#125;</a> &amp; mehr.</p>',
    );
    expect(saying(source, page, {})).toBe(source);
  });

  test('have a form for each number', () => {
    const source = `<p><b>{n}</b> {n === 1 ? 'task' : 'tasks'} left</p>`;
    expect(ids(source, page)).toEqual([['<0/> task left', '<0/> tasks left']]);
    expect(saying(source, page, { '<0/> task left': ['noch eine', 'noch <0/>'] })).toBe(
      '<p>{#if Number(((n) => n != 1)(n)) === 0}noch eine{:else if Number(((n) => n != 1)(n)) === 1}noch <b>{n}</b>{/if}</p>',
    );
  });

  test('are those of each block where blocks divide them', () => {
    const source = `{#if a}One{:else}Two{/if} words <ul><li>Three</li></ul> and four
      {#each list as one}<i>{one ? 'five' : one.name}</i>{/each}`;
    expect(ids(source, page)).toEqual(['One', 'Two', 'words', 'Three', 'and four', 'five']);
  });
});
