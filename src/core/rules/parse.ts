import { ConditionError } from './condition-error';
import {
  type Amount,
  type ArithmeticOperator,
  type Claim,
  type ComparisonOperator,
  type Expression,
  isClaim,
  type Place,
  speaksOfCounts,
} from './expression';
import { type Token, tokensOf } from './tokens';

const comparisons = ['==', '!=', '>=', '<=', '>', '<'];
const deepest = 50;
const mostDigits = 6;

/**
 * Reads a condition on success counts, such as `x1 == M or x1 + x2 >= 1.4 * M`. The language:
 *
 *     condition  = both { "or" both }
 *     both       = negated { "and" negated }
 *     negated    = "not" negated | comparison | "(" condition ")"
 *     comparison = sum ( "==" | "!=" | ">=" | "<=" | ">" | "<" ) sum
 *     sum        = product { ( "+" | "-" ) product }
 *     product    = factor { ( "*" | "/" ) factor }
 *     factor     = "-" factor | number | "M" | "M1" … | "x1" … | "(" sum ")"
 *
 * x1 is the number of trials that the cheapest model passed, M the number of trials of each model, M1 that of the
 * cheapest alone. A count is multiplied and divided by numbers and M only, so that what a condition says of trials to
 * come can be known exactly. Capitals don't matter; ≥, ≤, ≠ and a single = are taken too. A number has at most six
 * digits on either side of its point.
 *
 * @param models K: x1 to xK are there
 * @throws ConditionError with the place, and what was expected there
 */
export function parseCondition(text: string, models: number): Claim {
  return new Parser(tokensOf(text), models).whole();
}

const shown = ({ kind, text }: Token) => (kind === 'end' ? 'the end' : `“${text}”`);
const span = (first: Place, last: Place): Place => ({ start: first.start, end: last.end });

class Parser {
  #at = 0;
  #depth = 0;

  constructor(
    readonly tokens: Token[],
    readonly models: number,
  ) {}

  whole(): Claim {
    const claim = this.#claim(this.#either());
    if (this.#token.kind !== 'end') throw this.#unexpected('“and”, “or” or the end');
    return claim;
  }

  get #token(): Token {
    return this.tokens[this.#at];
  }

  #unexpected(expected: string, token = this.#token): ConditionError {
    return new ConditionError(`expected ${expected}, got ${shown(token)}`, token);
  }

  #take(kind: 'word' | 'symbol', ...texts: string[]): Token | undefined {
    const token = this.#token;
    if (token.kind !== kind || !texts.includes(token.text)) return undefined;
    this.#at++;
    return token;
  }

  #claim(expression: Expression): Claim {
    if (isClaim(expression)) return expression;
    throw new ConditionError(
      this.#token.kind === 'end'
        ? 'expected a comparison such as “>= 3” after this'
        : `expected a comparison such as “>= 3” before ${shown(this.#token)}`,
      expression,
    );
  }

  #amount(expression: Expression): Amount {
    if (!isClaim(expression)) return expression;
    throw new ConditionError(
      'expected a number here, got a condition: join conditions with “and”',
      expression,
    );
  }

  #joined(word: 'or' | 'and', next: () => Expression): Expression {
    let left = next();
    while (this.#take('word', word)) {
      const first = this.#claim(left);
      const right = this.#claim(next());
      left = { kind: word, left: first, right, ...span(first, right) };
    }
    return left;
  }

  #either = (): Expression => this.#joined('or', this.#both);

  #both = (): Expression => this.#joined('and', this.#negated);

  #negated = (): Expression => {
    const not = this.#take('word', 'not');
    if (!not) return this.#comparison();
    const of = this.#nested(() => this.#claim(this.#negated()));
    return { kind: 'not', of, ...span(not, of) };
  };

  #comparison(): Expression {
    const left = this.#sum();
    const operator = this.#take('symbol', ...comparisons);
    if (!operator) return left;
    const first = this.#amount(left);
    const right = this.#amount(this.#sum());
    if (this.#token.kind === 'symbol' && comparisons.includes(this.#token.text)) {
      throw this.#unexpected('“and” between two comparisons');
    }
    return {
      kind: 'comparison',
      operator: operator.text as ComparisonOperator,
      left: first,
      right,
      ...span(first, right),
    };
  }

  #chain(operators: ArithmeticOperator[], next: () => Expression): Expression {
    let left = next();
    for (;;) {
      const token = this.#take('symbol', ...operators);
      if (!token) return left;
      const first = this.#amount(left);
      const right = this.#amount(next());
      const operator = token.text as ArithmeticOperator;
      checkLinear(operator, first, right);
      left = { kind: 'arithmetic', operator, left: first, right, ...span(first, right) };
    }
  }

  #sum = (): Expression => this.#chain(['+', '-'], this.#product);

  #product = (): Expression => this.#chain(['*', '/'], this.#factor);

  #factor = (): Expression => {
    const minus = this.#take('symbol', '-');
    if (!minus) return this.#primary();
    const of = this.#nested(() => this.#amount(this.#factor()));
    return { kind: 'negative', of, ...span(minus, of) };
  };

  #primary(): Expression {
    const token = this.#token;
    if (token.kind === 'number') {
      this.#at++;
      return numberOf(token);
    }
    if (token.kind === 'name') {
      this.#at++;
      return this.#named(token);
    }
    if (!this.#take('symbol', '(')) throw this.#unexpected('a number, M, x1 or “(”');
    const inner = this.#nested(this.#either);
    const close = this.#take('symbol', ')');
    if (!close) throw this.#unexpected('“)”');
    return { ...inner, ...span(token, close) };
  }

  #named(token: Token & { kind: 'name' }): Amount {
    const { letter, index, text, start, end } = token;
    if (index === null && letter === 'm') return { kind: 'trials', model: null, start, end };
    if (index === null || index < 1 || index > this.models) {
      const most = this.models === 1 ? 'x1, as there is one model' : `x1 to x${this.models}`;
      throw new ConditionError(
        `expected ${letter === 'x' ? most : most.replaceAll('x', 'M')}, got “${text}”`,
        token,
      );
    }
    const model = index - 1;
    return letter === 'x' ? { kind: 'count', model, start, end } : { kind: 'trials', model, start, end };
  }

  /** What stands in brackets or after a sign, not too deep for the stack. */
  #nested<T>(work: () => T): T {
    if (++this.#depth > deepest) {
      throw new ConditionError(`expected at most ${deepest} brackets in one another`, this.#token);
    }
    const result = work();
    this.#depth--;
    return result;
  }
}

function numberOf({ text, start, end }: Token & { kind: 'number' }): Amount {
  const [whole, fraction = ''] = text.split('.');
  if (whole.replace(/^0+/, '').length > mostDigits || fraction.length > mostDigits) {
    throw new ConditionError(`expected at most ${mostDigits} digits on either side of the point`, {
      start,
      end,
    });
  }
  // One way to write each: 07.50 is 7.5.
  const decimals = fraction.replace(/0+$/, '');
  const canonical = (whole.replace(/^0+/, '') || '0') + (decimals && `.${decimals}`);
  return { kind: 'number', text: canonical, start, end };
}

function checkLinear(operator: ArithmeticOperator, left: Amount, right: Amount): void {
  if (operator === '*' && speaksOfCounts(left) && speaksOfCounts(right)) {
    throw new ConditionError('expected a number or M on one side of “*”: counts are not multiplied', right);
  }
  if (operator !== '/') return;
  if (speaksOfCounts(right)) {
    throw new ConditionError('expected a number or M after “/”: nothing is divided by a count', right);
  }
  if (right.kind === 'number' && right.text === '0') {
    throw new ConditionError('expected a number other than 0 after “/”', right);
  }
}
