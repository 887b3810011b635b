import { describe, expect, test } from 'vitest';
import { catalogueOf, updated, Words } from '../../../scripts/texts/catalogue';
import { readCatalogue } from '../../../scripts/texts/locales';
import { allTexts, textsOf } from '../../../scripts/texts/source';
import { problemOf } from '../../../scripts/texts/translated';
import { kinds } from '../../../src/datasets/kinds/registry';
import { chatInstruction } from '../../../src/predictors/fine-tuned/form';
import { abilityPrompt } from '../../../src/predictors/zero-shot/ability';
import { defaultTemplate } from '../../../src/predictors/zero-shot/template';

const found = allTexts('.');

const foundIn = (source: string, file = 'src/ui/x.ts') =>
  textsOf(source, file).map((text) => ({ file, source, text }));

describe('the catalogue of the app', () => {
  test('is what the source says', () => {
    const isUpToDate = readCatalogue('en') === catalogueOf(found);
    expect(isUpToDate, 'texts were changed: `npm run texts` brings src/locales up to them').toBe(true);
  });

  test('has nothing in it that models are told', () => {
    const task = { id: '1', prompt: 'add two', tests: ['assert add(1, 2) == 3', 'assert add(1, 1) == 2'] };
    const settings = (['instructed', 'bare'] as const).flatMap((style) =>
      (['all', 1, 0] as const).map((visibleTests) => ({ style, visibleTests })),
    );
    const prompts = [
      ...kinds.flatMap((kind) =>
        settings.flatMap((one) => {
          const asked = { ...task, kind: kind.id, choices: ['2', '3'] };
          return [...kind.chat(asked, one).map(({ content }) => content), kind.completion(asked, one).text];
        }),
      ),
      ...[defaultTemplate, chatInstruction, abilityPrompt('add two')],
    ].join('\n');
    expect(prompts).toContain('Answer with Python code only');
    const sentences = found.flatMap(({ text }) => [text.id, text.plural?.id ?? '']);
    const pieces = sentences.flatMap((sentence) => sentence.split(/\{\d+\}/)).map((piece) => piece.trim());
    expect(pieces.filter((piece) => piece.split(' ').length > 3 && prompts.includes(piece))).toEqual([]);
  });
});

describe('a catalogue', () => {
  test('has each message once, with the files that have it and what stands in it', () => {
    const one = foundIn(
      "const title = `Task ${row.id} of ${all.length}`; const other = { label: 'Next task' };",
    );
    const two = foundIn("const hint = 'Next task';", 'src/ui/y.ts');
    const catalogue = catalogueOf([...one, ...two]);
    expect(catalogue).toContain(
      '#. {0}: row.id\n#. {1}: all.length\n#: src/ui/x.ts\nmsgid "Task {0} of {1}"\nmsgstr ""\n',
    );
    expect(catalogue).toContain('#: src/ui/x.ts\n#: src/ui/y.ts\nmsgid "Next task"\n');
    expect(catalogue.match(/msgid "Next task"/g)).toHaveLength(1);
    const markup = '<p>See <a href="#/all">all</a> of <b>{n}</b></p>';
    expect(catalogueOf(foundIn(markup, 'src/ui/x.svelte'))).toContain(
      '#. <0>: a\n#. <1>: <b>{n}</b>\n#: src/ui/x.svelte\nmsgid "See <0>all</0> of <1/>"\n',
    );
  });

  test('of another language keeps its words where the source still says so, and sets others aside', () => {
    const before = foundIn("const a = ['Stay here.', 'Go away.'];");
    const german = updated(catalogueOf(before).replace('Language: en', 'Language: de'), before)
      .replace('msgid "Stay here."\nmsgstr ""', 'msgid "Stay here."\nmsgstr "Bleib hier."')
      .replace('msgid "Go away."\nmsgstr ""', 'msgid "Go away."\nmsgstr "Geh weg."');
    const after = updated(german, foundIn("const a = ['Stay here.', 'Come back.'];"));
    const words = new Words(after);
    expect(words.locale).toBe('de');
    expect(words.of({ id: 'Stay here.' })).toEqual(['Bleib hier.']);
    expect(words.of({ id: 'Come back.' })).toBeUndefined();
    expect(words.of({ id: 'Go away.' })).toBeUndefined();
    expect(after).toContain('#~ msgid "Go away."\n#~ msgstr "Geh weg."');
    expect(updated(after, foundIn("const a = ['Stay here.', 'Come back.'];"))).toBe(after);
  });

  test('counts as its language does', () => {
    const source = "const text = n === 1 ? `${n} task` : `${n} tasks`; const unit = ['One task', 'task'];";
    const catalogue = catalogueOf(foundIn(source));
    expect(catalogue).toContain('msgid "{0} task"\nmsgid_plural "{0} tasks"\nmsgstr[0] ""\nmsgstr[1] ""\n');
    const polish = catalogue
      .replace(
        'plural=(n != 1);',
        'plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);',
      )
      .replace('nplurals=2', 'nplurals=3')
      .replace(
        'msgstr[0] ""\nmsgstr[1] ""',
        'msgstr[0] "{0} zadanie"\nmsgstr[1] "{0} zadania"\nmsgstr[2] "{0} zadań"',
      );
    const words = new Words(polish);
    const of = (n: number) => new Function('n', `return Number(${words.plural})`)(n) as number;
    expect([1, 2, 5, 12, 22].map(of)).toEqual([0, 1, 2, 2, 1]);
    expect(words.of({ id: '{0} task', plural: { id: '{0} tasks' } })).toHaveLength(3);
    expect(() => new Words(catalogue.replace('(n != 1)', 'alert(n)'))).toThrow('Plural-Forms');
  });

  test('must have in its words what the message has', () => {
    const message = { id: 'Ask <0>{0}</0> first<1/>' };
    expect(problemOf(message, '<1/>Zuerst <0>{0}</0> fragen')).toBeUndefined();
    expect(problemOf(message, '<0>Zuerst</0> fragen<1/>')).toBe('lacks {0}');
    expect(problemOf(message, '<0>{0}</0> {1}<1/>')).toBe('has {1}, which the English hasn’t');
    expect(problemOf({ id: '<0>a</0><1>b</1>' }, '<0>a<1></0>b</1>')).toBe(
      'has tags that don’t close each other',
    );
  });
});
