/** Part of a source, from its first character to the one after its last. */
export interface Range {
  start: number;
  end: number;
}

/** Any node of Svelte's or ESTree's syntax tree. */
export interface Node extends Range {
  type: string;
  // Trees of two parsers and some two hundred kinds of nodes: each reader knows what its kind has.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  [key: string]: any;
}

/** What stands in a text and is no text: an element or component around words of it, or anything as a whole. */
export interface Tag {
  /** The opening tag of what has words of the text in it; all of what hasn't. */
  open: Range;
  close?: Range;
}

/** A text that people see or hear, with where it stands in a source. */
export interface Text extends Range {
  /** What stands in its place in a translated source: markup, an attribute's value or an expression. */
  form: 'markup' | 'attribute' | 'expression';
  /** The English words; `{0}` is an expression, `<0>…</0>` has a tag around it, `<0/>` stands for itself. */
  id: string;
  /** The words for any number but one, and the expression that is counted. */
  plural?: { id: string; count: Range };
  /** White space around the words, which is kept. */
  before: string;
  after: string;
  /** The expressions `{0}`, `{1}`, … */
  parts: Node[];
  /** The tags `<0>`, `<1>`, … */
  tags: Tag[];
}

/** Whether something found in a syntax tree is a node of it. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

/** The nodes right below one, in the order of the source. */
export function childrenOf(node: Node): Node[] {
  return Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
}

/** The numbers that a message gives its expressions and tags: one for each, whichever form of it they stand in. */
export class Numbering {
  readonly parts: Node[] = [];
  readonly tags: Tag[] = [];
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  /** `{0}` for an expression; the same for another that reads the same. */
  part(node: Node): string {
    const words = ({ start, end }: Range) => this.#source.slice(start, end);
    const known = this.parts.findIndex((part) => words(part) === words(node));
    return `{${known >= 0 ? known : this.parts.push(node) - 1}}`;
  }

  /** The number of a tag. */
  tag(tag: Tag): number {
    const known = this.tags.findIndex(({ open }) => open.start === tag.open.start);
    return known >= 0 ? known : this.tags.push(tag) - 1;
  }
}
