import { isNestedTooDeeply } from '../../../core/json-depth';
import { saidIn } from '../answer-text';

function parsed(text: string): { value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isNestedTooDeeply(value) ? undefined : { value };
  } catch {
    return undefined;
  }
}

/** The end of the object or list that begins at `start`; -1 where it doesn't end. */
function endOf(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let i = start; i < text.length; i++) {
    const character = text[i];
    if (inString) {
      if (character === '\\') i++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return i + 1;
  }
  return -1;
}

const mostStarts = 200;

/**
 * The JSON that an answer gives: the whole of it, else its last fence that is JSON, else the last object or list.
 *
 * @param isStrict only the whole, with or without one fence around it
 */
export function jsonIn(answer: string, isStrict: boolean): { value: unknown } | undefined {
  const said = saidIn(answer).trim();
  // By splitting: what looks for the end of each beginning takes its time over one that has none.
  const pieces = said.split('```');
  const fences = pieces
    .filter((_, at) => at % 2 === 1 && at < pieces.length - 1)
    .map((piece) => piece.replace(/^[a-z]+/i, '').trim());
  const whole =
    parsed(said) ?? (fences.length === 1 && said.startsWith('```') ? parsed(fences[0]) : undefined);
  if (whole || isStrict) return whole;
  for (const fence of fences.reverse()) {
    const found = parsed(fence);
    if (found) return found;
  }
  let last: { value: unknown } | undefined;
  let starts = 0;
  for (let i = 0; i < said.length && starts < mostStarts; i++) {
    if (said[i] !== '{' && said[i] !== '[') continue;
    starts++;
    const end = endOf(said, i);
    const found = end < 0 ? undefined : parsed(said.slice(i, end));
    if (!found) continue;
    last = found;
    i = end - 1;
  }
  return last;
}
