import {
  hasLetters,
  isCapitalised,
  isCode,
  isCodeCall,
  isCodeName,
  isForeignCall,
  isForeignName,
  isProse,
  isTextName,
} from './rules.ts';
import { childrenOf, type Node, Numbering, type Text } from './text.ts';
import { bare, choiceOf, chosen, firstChoice, numbered, type Pieces, piecesOf } from './words.ts';

/** What is known of the place where an expression stands. */
export interface Place {
  /** It is a part of what people read: all words in it are text. */
  isRead?: boolean;
  /** The name of the field, variable or function that gets it. */
  name?: string;
}

/** Reads the texts of programs: a module, the script of a component, or the expressions of its markup. */
export class ScriptReader {
  readonly texts: Text[] = [];
  readonly #source: string;
  readonly #isPage: boolean;
  readonly #skipped: ReadonlySet<number>;
  /** Where the function that is being read returns to. */
  #returned: Place = {};

  /**
   * @param isPage whether a word alone may be a label: in what no page is made of it is mostly a name
   * @param skipped where what is not to be translated begins
   */
  constructor(source: string, isPage: boolean, skipped: ReadonlySet<number>) {
    this.#source = source;
    this.#isPage = isPage;
    this.#skipped = skipped;
  }

  read(node: Node | null | undefined, place: Place = {}): void {
    if (!node || this.#skipped.has(node.start)) return;
    if (this.#readWords(node, place)) return;
    const reader = readers[node.type];
    if (reader) reader(this, node, place);
    else if (!node.type.startsWith('TS')) this.readAll(childrenOf(node));
  }

  readAll(nodes: (Node | null | undefined)[], place: Place = {}): void {
    for (const node of nodes) this.read(node, place);
  }

  /** Reads what a function has, and what it returns as what stands in its place. */
  readFunction(node: Node, place: Place): void {
    const outer = this.#returned;
    this.#returned = { name: node.id?.name ?? place.name };
    this.readAll(node.params);
    this.read(node.body, node.body?.type === 'BlockStatement' ? {} : this.#returned);
    this.#returned = outer;
  }

  readReturned(node: Node): void {
    this.read(node.argument, this.#returned);
  }

  /** Whether an expression, or one of those that it chooses among, is a text. */
  isWords(expression: Node, place: Place): boolean {
    const node = bare(expression);
    if (node.type === 'ConditionalExpression') {
      return this.isWords(node.consequent, place) || this.isWords(node.alternate, place);
    }
    const pieces = piecesOf(node);
    return pieces !== undefined && this.textOf(pieces, place) !== undefined;
  }

  /** Reads an expression as words, if it is some. */
  #readWords(node: Node, place: Place): boolean {
    const pieces = choiceOf(node) ? [bare(node)] : piecesOf(node);
    if (!pieces) return false;
    const text = this.textOf(pieces, place);
    if (!text) {
      // A choice that is no text by itself may have one among its branches.
      if (choiceOf(node)) return false;
      this.readAll(
        pieces.filter((piece) => typeof piece !== 'string'),
        { isRead: place.isRead },
      );
      return true;
    }
    this.texts.push({ start: node.start, end: node.end, form: 'expression', ...text });
    this.readAll(text.parts, { isRead: true });
    return true;
  }

  /** Pieces as one text, if they are text. */
  textOf(pieces: Pieces, place: Place): Omit<Text, 'start' | 'end' | 'form'> | undefined {
    const numbers = new Numbering(this.#source);
    const count = firstChoice(pieces)?.count;
    const words = (isOne: boolean) =>
      numbered(count ? chosen(pieces, count, isOne, this.#source) : pieces, numbers);
    const one = words(true);
    const many = words(false);
    if (!isText(one, place, this.#isPage) && !isText(many, place, this.#isPage)) return undefined;
    // In a catalogue no message is empty.
    if (!one.trim() || !many.trim()) return undefined;
    const [before, after] = [/^\s*/.exec(one)![0], /\s*$/.exec(one)![0]];
    const plural = count && { id: many.trim(), count };
    return { id: one.trim(), before, after, plural, parts: numbers.parts, tags: numbers.tags };
  }
}

/** Whether words are a text, by what they are and where they stand. */
function isText(message: string, { isRead, name }: Place, isPage: boolean): boolean {
  const words = message.replace(/\{\d+\}/g, '¤');
  if (!hasLetters(words) || isCode(words) || isForeignName(name)) return false;
  if (isRead || isTextName(name) || isProse(words)) return true;
  return (isPage || name === 'name') && isCapitalised(words) && !isCodeName(name);
}

/** What a node's kind has to be read, and as what; of all others everything is. */
const readers: Record<string, (reader: ScriptReader, node: Node, place: Place) => void> = {
  ImportDeclaration: () => {},
  ExportAllDeclaration: () => {},
  ImportExpression: () => {},
  TSAsExpression: (reader, node, place) => reader.read(node.expression, place),
  TSNonNullExpression: (reader, node, place) => reader.read(node.expression, place),
  TSSatisfiesExpression: (reader, node, place) => reader.read(node.expression, place),
  ParenthesizedExpression: (reader, node, place) => reader.read(node.expression, place),
  ChainExpression: (reader, node, place) => reader.read(node.expression, place),
  AwaitExpression: (reader, node, place) => reader.read(node.argument, place),
  SpreadElement: (reader, node, place) => reader.read(node.argument, place),
  ExpressionStatement: (reader, node) => !node.directive && reader.read(node.expression),
  VariableDeclarator(reader, node) {
    reader.read(node.id);
    reader.read(node.init, { name: nameOf(node.id) });
  },
  AssignmentExpression: (reader, node) => reader.read(node.right, { name: nameOf(node.left) }),
  AssignmentPattern: (reader, node) => reader.read(node.right, { name: nameOf(node.left) }),
  PropertyDefinition: (reader, node) => reader.read(node.value, { name: nameOf(node.key) }),
  MethodDefinition: (reader, node) => reader.read(node.value, { name: nameOf(node.key) }),
  Property(reader, node, place) {
    const name = nameOf(node.key);
    if (node.computed) reader.read(node.key);
    const isOfText = isTextName(place.name) && !isCodeName(name) && !isForeignName(name);
    reader.read(node.value, { name: isOfText ? place.name : name });
  },
  ArrayExpression: (reader, node, place) => reader.readAll(node.elements, { name: place.name }),
  ObjectExpression: (reader, node, place) => reader.readAll(node.properties, { name: place.name }),
  FunctionDeclaration: (reader, node, place) => reader.readFunction(node, place),
  FunctionExpression: (reader, node, place) => reader.readFunction(node, place),
  ArrowFunctionExpression: (reader, node, place) => reader.readFunction(node, place),
  ReturnStatement: (reader, node) => reader.readReturned(node),
  ConditionalExpression(reader, node, place) {
    reader.read(node.test);
    // Where one of two is a text, so is the other.
    const isRead = place.isRead || reader.isWords(node, place);
    reader.readAll([node.consequent, node.alternate], { ...place, isRead });
  },
  LogicalExpression(reader, node, place) {
    reader.read(node.left, node.operator === '&&' ? {} : place);
    reader.read(node.right, place);
  },
  SequenceExpression(reader, node, place) {
    reader.readAll(node.expressions.slice(0, -1));
    reader.read(node.expressions.at(-1), place);
  },
  BinaryExpression: (reader, node) =>
    reader.readAll([node.left, node.right].filter((side) => node.operator === '+' || !piecesOf(side))),
  SwitchCase: (reader, node) =>
    reader.readAll([piecesOf(node.test ?? node) ? undefined : node.test, ...node.consequent]),
  MemberExpression: (reader, node, place) =>
    reader.readAll(
      [node.object, node.computed && !piecesOf(node.property) ? node.property : undefined],
      place,
    ),
  TaggedTemplateExpression: (reader, node) => reader.readAll(node.quasi.expressions),
  CallExpression(reader, node, place) {
    if (isForeignCall(calleeOf(node.callee))) return;
    const isShown =
      node.callee.type === 'MemberExpression' &&
      /^(?:join|filter|trim|concat)$/.test(nameOf(node.callee) ?? '');
    reader.read(node.callee, isShown ? place : {});
    readArguments(reader, node);
  },
  NewExpression: readArguments,
};

function readArguments(reader: ScriptReader, node: Node): void {
  const isCode = isCodeCall(calleeOf(node.callee));
  reader.readAll(node.arguments.filter((one: Node) => !isCode || !piecesOf(one)));
}

/** The name of a key, a variable, or what is taken of an object. */
function nameOf(node: Node): string | undefined {
  if (node.type === 'MemberExpression') return nameOf(node.property);
  return node.name ?? (typeof node.value === 'string' ? node.value : undefined);
}

/** What is called, as it is written: `console.log`. */
function calleeOf(node: Node): string {
  if (node.type === 'MemberExpression') return `${calleeOf(node.object)}.${nameOf(node.property)}`;
  return node.name ?? '';
}
