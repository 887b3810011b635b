import { keywords } from './names';
import { tokenize, type Token } from './tokens';

export interface Argument {
  /** The name it is passed by, where it is. */
  keyword?: string;
  /** Does it stand for any number of arguments, as `*values` does? */
  spread: boolean;
}

/** A call by a plain name, such as `f(1, key=2)`; not of a method, such as `math.sqrt(2)`. */
export interface Call {
  name: string;
  arguments: Argument[];
}

const closing: Record<string, string> = { '(': ')', '[': ']', '{': '}' };
const closers = new Set(Object.values(closing));

/** The arguments of a call whose parenthesis is the token at `open`. */
function argumentsAt(tokens: Token[], open: number): Argument[] {
  const found: Argument[] = [];
  let first: number | undefined;
  let depth = 0;
  // The commas of `lambda a, b: a` part no arguments.
  let inLambda = false;
  const end = (at: number) => {
    if (first !== undefined && first < at) found.push(argument(tokens, first));
    first = undefined;
    inLambda = false;
  };
  for (let i = open + 1; i < tokens.length; i++) {
    const { text, kind } = tokens[i];
    const isOperator = kind === 'operator';
    if (isOperator && closers.has(text) && depth === 0) {
      end(i);
      return found;
    }
    if (isOperator && text === ',' && depth === 0 && !inLambda) {
      end(i);
      continue;
    }
    first ??= i;
    if (isOperator && text in closing) depth++;
    else if (isOperator && closers.has(text)) depth--;
    else if (depth === 0 && text === 'lambda') inLambda = true;
    else if (depth === 0 && text === ':') inLambda = false;
  }
  end(tokens.length);
  return found;
}

function argument(tokens: Token[], first: number): Argument {
  const { kind, text } = tokens[first];
  if (kind === 'name' && tokens[first + 1]?.text === '=') return { keyword: text, spread: false };
  return { spread: kind === 'operator' && (text === '*' || text === '**') };
}

/** Every call by a plain name in a piece of Python, in the order in which they begin. */
export function callsIn(source: string): Call[] {
  const tokens = tokenize(source);
  return tokens.flatMap(({ kind, text }, i) => {
    const before = tokens[i - 1]?.text;
    const isCalled = kind === 'name' && tokens[i + 1]?.text === '(' && !keywords.has(text);
    if (!isCalled || before === '.' || before === 'def' || before === 'class') return [];
    return [{ name: text, arguments: argumentsAt(tokens, i + 1) }];
  });
}
