import type { Node, Numbering, Range } from './text.ts';

/** Words and the expressions between them. */
export type Pieces = (string | Node)[];

/** An expression that says one thing of one and another of any other number: `n === 1 ? 'task' : 'tasks'`. */
export interface Choice {
  count: Node;
  one: Pieces;
  many: Pieces;
}

/** An expression without the brackets and types around it. */
export function bare(node: Node): Node {
  const isWrapped =
    node.type === 'ParenthesizedExpression' ||
    node.type === 'TSNonNullExpression' ||
    node.type === 'TSAsExpression' ||
    node.type === 'TSSatisfiesExpression';
  return isWrapped ? bare(node.expression) : node;
}

/** The words of a literal, a template, or such joined by `+`; undefined for any other expression. */
export function piecesOf(expression: Node): Pieces | undefined {
  const node = bare(expression);
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : undefined;
  if (node.type === 'TemplateLiteral') {
    return node.quasis.flatMap((quasi: Node, i: number) =>
      i < node.expressions.length ? [quasi.value.cooked, node.expressions[i]] : [quasi.value.cooked],
    );
  }
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return undefined;
  const [left, right] = [piecesOf(node.left), piecesOf(node.right)];
  // Two that are no words might be numbers, which are added first.
  if (!left && (!right || bare(node.left).type === 'BinaryExpression')) return undefined;
  return [...(left ?? [node.left]), ...(right ?? [node.right])];
}

/** What an expression says by a count, if it does. */
export function choiceOf(expression: Node): Choice | undefined {
  const node = bare(expression);
  if (node.type !== 'ConditionalExpression') return undefined;
  const test = bare(node.test);
  if (test.type !== 'BinaryExpression' || test.operator !== '===' || test.right.value !== 1) return undefined;
  const [one, many] = [piecesOf(node.consequent), piecesOf(node.alternate)];
  return one && many ? { count: test.left, one, many } : undefined;
}

/** The first choice by a count among pieces. */
export function firstChoice(pieces: Pieces): Choice | undefined {
  for (const piece of pieces) {
    const choice = typeof piece === 'string' ? undefined : choiceOf(piece);
    if (choice) return choice;
  }
  return undefined;
}

/** Pieces as they are for one, or for any other number, wherever the source chooses by this count. */
export function chosen(pieces: Pieces, count: Range, isOne: boolean, source: string): Pieces {
  const words = ({ start, end }: Range) => source.slice(start, end);
  return pieces.flatMap((piece) => {
    const choice = typeof piece === 'string' ? undefined : choiceOf(piece);
    if (!choice || words(choice.count) !== words(count)) return [piece];
    return isOne ? choice.one : choice.many;
  });
}

/** Pieces as a message has them. */
export function numbered(pieces: Pieces, numbers: Numbering): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : numbers.part(piece))).join('');
}
