import { hasLetters, isCode, isReadAttribute, isTextName } from './rules.ts';
import type { ScriptReader } from './script.ts';
import { childrenOf, type Node, Numbering, type Range, type Text } from './text.ts';
import { chosen, firstChoice, numbered, type Pieces, piecesOf } from './words.ts';

/** Elements that stand between texts, not in them. */
const blocks = new Set(
  (
    'address article aside blockquote body canvas caption col colgroup dd details dialog div dl dt fieldset ' +
    'figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr iframe legend li main nav ol optgroup option ' +
    'p pre script search section select style summary svg table tbody td textarea tfoot th thead tr ul video'
  ).split(' '),
);

/** Elements that are worked with, and are no part of a sentence beside which they stand. */
const controls = new Set(['br', 'button', 'img', 'input', 'meter', 'progress', 'svg']);

/** Elements whose words are code. */
const codeElements = new Set(['code', 'kbd', 'pre', 'samp', 'script', 'style', 'textarea']);

/** Reads the texts of a component's markup. */
export class MarkupReader {
  readonly #source: string;
  readonly #script: ScriptReader;
  readonly #texts: Text[];

  constructor(source: string, script: ScriptReader) {
    this.#source = source;
    this.#script = script;
    this.#texts = script.texts;
  }

  read(node: Node): void {
    if (isElement(node)) this.#readElement(node);
    else if (node.type === 'Fragment') this.#readFragment(node.nodes);
    else if (node.type === 'ExpressionTag') this.#script.read(node.expression, { isRead: true });
    else if (node.type === 'Attribute') this.#readAttribute(node, true);
    else if (/^(?:Text|Comment|ClassDirective|StyleDirective)$/.test(node.type)) return;
    else if (/Expression|Declaration|Pattern|Literal|Identifier/.test(node.type)) this.#script.read(node);
    else for (const child of childrenOf(node)) this.read(child);
  }

  #readElement(node: Node): void {
    if (isUntranslated(node)) return;
    for (const attribute of node.attributes) {
      if (attribute.type === 'Attribute') this.#readAttribute(attribute, isComponent(node));
      else this.read(attribute);
    }
    if (!codeElements.has(node.name)) this.read(node.fragment);
    else
      for (const child of node.fragment.nodes)
        if (child.type !== 'Text' && child.type !== 'ExpressionTag') this.read(child);
  }

  #readAttribute(node: Node, ofComponent: boolean): void {
    if (node.value === true) return;
    const values: Node[] = Array.isArray(node.value) ? node.value : [node.value];
    const isRead = ofComponent ? isTextName(node.name) : isReadAttribute(node.name);
    const isSkipped = ofComponent ? node.name === 'class' : !isRead && !node.name.startsWith('on');
    if (values.length === 1 && values[0].type === 'ExpressionTag') {
      const { expression } = values[0];
      if (!isSkipped || /Function/.test(expression.type))
        this.#script.read(expression, { isRead, name: node.name });
      return;
    }
    if (isSkipped) return;
    const pieces = values.flatMap((value): Pieces =>
      value.type === 'Text' ? [value.data] : [value.expression],
    );
    const text = this.#script.textOf(pieces, { isRead, name: node.name });
    if (!text) {
      for (const value of values) this.read(value);
      return;
    }
    this.#texts.push({ start: node.start + node.name.length + 1, end: node.end, form: 'attribute', ...text });
    this.#script.readAll(text.parts, { isRead: true });
  }

  /** Reads what stands beside each other: what blocks divide is a text, if it has words of its own. */
  #readFragment(nodes: Node[]): void {
    let run: Node[] = [];
    for (const node of nodes) {
      if (!isBlock(node)) {
        run.push(node);
        continue;
      }
      this.#readRun(run);
      this.read(node);
      run = [];
    }
    this.#readRun(run);
  }

  #readRun(nodes: Node[]): void {
    if (!nodes.some((node) => node.type === 'Text' && hasLetters(node.data))) {
      for (const node of nodes) this.read(node);
      return;
    }
    // A control or a choice at the ends is no part of what is said between them.
    const [from, to] = [nodes.findIndex(isPart), nodes.findLastIndex(isPart)];
    for (const node of [...nodes.slice(0, from), ...nodes.slice(to + 1)]) this.read(node);
    this.#readText(nodes.slice(from, to + 1));
  }

  #readText(nodes: Node[]): void {
    const numbers = new Numbering(this.#source);
    const count = firstChoice(expressionsOf(nodes))?.count;
    const one = this.#message(nodes, numbers, count, true);
    const many = this.#message(nodes, numbers, count, false);
    if (isCode(one.replace(/\{\d+\}/g, '¤'))) return;
    const range = trimmed({ start: nodes[0].start, end: nodes.at(-1)!.end }, this.#source);
    const plural = count && { id: many.trim(), count };
    const { parts, tags } = numbers;
    this.#texts.push({
      ...range,
      form: 'markup',
      id: one.trim(),
      before: '',
      after: '',
      plural,
      parts,
      tags,
    });
    this.#script.readAll(parts, { isRead: true });
    this.#readTags(nodes);
  }

  /** Reads what stands as a tag in a text: the attributes of elements with words, all of the others. */
  #readTags(nodes: Node[]): void {
    for (const node of nodes) {
      if (node.type === 'Text' || node.type === 'ExpressionTag') continue;
      if (!hasWords(node)) {
        this.read(node);
        continue;
      }
      for (const attribute of node.attributes) {
        if (attribute.type === 'Attribute') this.#readAttribute(attribute, isComponent(node));
        else this.read(attribute);
      }
      this.#readTags(node.fragment.nodes);
    }
  }

  /** What stands beside each other as a message, for a count of one or of any other number. */
  #message(nodes: Node[], numbers: Numbering, count: Range | undefined, isOne: boolean): string {
    const words = nodes.map((node) => {
      if (node.type === 'Text') return node.data.replace(/[ \t\r\n]+/g, ' ');
      if (node.type === 'ExpressionTag') {
        const pieces = piecesOf(node.expression) ?? [node.expression];
        return numbered(count ? chosen(pieces, count, isOne, this.#source) : pieces, numbers);
      }
      if (!hasWords(node)) return `<${numbers.tag({ open: { start: node.start, end: node.end } })}/>`;
      const inner = node.fragment.nodes;
      const [start, end] = [inner[0].start, inner.at(-1).end];
      const tag = numbers.tag({
        open: { start: node.start, end: start },
        close: { start: end, end: node.end },
      });
      return `<${tag}>${this.#message(inner, numbers, count, isOne)}</${tag}>`;
    });
    return words.join('').replace(/ {2,}/g, ' ');
  }
}

/** The expressions that a text has in it, those of elements within it, too. */
function expressionsOf(nodes: Node[]): Node[] {
  return nodes.flatMap((node) => {
    if (node.type === 'ExpressionTag')
      return (piecesOf(node.expression) ?? [node.expression]).filter((one) => typeof one !== 'string');
    return node.type !== 'Text' && hasWords(node) ? expressionsOf(node.fragment.nodes) : [];
  });
}

const isComponent = (node: Node) => /^(?:Component|SvelteComponent|SvelteSelf)$/.test(node.type);
const isElement = (node: Node) => /Element$/.test(node.type) || isComponent(node);
const isPart = (node: Node) =>
  node.type === 'Text'
    ? node.data.trim() !== ''
    : node.type === 'ExpressionTag' || (isElement(node) && !controls.has(node.name));

function isUntranslated(node: Node): boolean {
  const attribute = node.attributes.find(({ name }: Node) => name === 'translate');
  return attribute?.value?.[0]?.data === 'no';
}

/** What stands between texts: declarations, comments, and elements that are laid out as blocks. */
function isBlock(node: Node): boolean {
  if (/^(?:Comment|ConstTag|DebugTag|SnippetBlock|DeclarationTag|SvelteHead)$/.test(node.type)) return true;
  if (isComponent(node)) return node.fragment.nodes.some(isBlock);
  return isElement(node) && (blocks.has(node.name) || node.fragment.nodes.some(isBlock));
}

/** Whether it is words, or an element within a text that has some. */
function hasWords(node: Node): boolean {
  if (node.type === 'Text') return hasLetters(node.data);
  if (!isElement(node) || isBlock(node) || codeElements.has(node.name) || isUntranslated(node)) return false;
  return node.fragment.nodes.some(hasWords);
}

/** A range without the white space at its ends. */
function trimmed({ start, end }: Range, source: string): Range {
  const text = source.slice(start, end);
  return {
    start: start + text.length - text.trimStart().length,
    end: end - (text.length - text.trimEnd().length),
  };
}
