import { boxed, saidIn } from '../answer-text';

/** The content of the last fence, and what stands outside of any. */
function fenced(text: string): string | undefined {
  const blocks = [...text.matchAll(/(?:```|~~~)[a-z]*\n?([^]*?)(?:```|~~~|$)/gi)].map(([, code]) =>
    code.trim(),
  );
  return blocks.filter(Boolean).at(-1);
}

/** What stands after the last [ANSWER], to its end. */
function tagged(text: string): string | undefined {
  const at = text.lastIndexOf('[ANSWER]');
  return at < 0 ? undefined : text.slice(at + '[ANSWER]'.length).split('[/ANSWER]', 1)[0];
}

const quotes = { '“': '"', '”': '"', '‘': "'", '’': "'" };

/**
 * The Python expression that an answer gives as an output: in [ANSWER] tags, on the right of the last assertion or
 * after the last announcement, in a fence, or the last line.
 *
 * @returns its text; undefined where nothing is there
 */
export function outputExpression(answer: string): string | undefined {
  const said = saidIn(answer).trim();
  const inTags = tagged(said);
  const text = (inTags ?? fenced(said) ?? boxed(said) ?? said).trim();
  const lines = text.split('\n').filter((line) => line.trim());
  const asserted = lines.findLast((line) => /^\s*(?:assert\s+)?f\s*\(.*==/.test(line));
  const announced = lines.findLast((line) =>
    /\b(?:answer|output|result|returns?)\b\s*(?:is|:|=)/i.test(line),
  );
  const line = asserted
    ? asserted.slice(asserted.lastIndexOf('==') + 2)
    : announced
      ? announced.replace(/^.*\b(?:answer|output|result|returns?)\b\s*(?:is|:|=)\s*:?/i, '')
      : inTags !== undefined || lines.length === 1
        ? text
        : lines.at(-1);
  const [, coded] = /`([^`\n]+)`/.exec(line ?? '') ?? [];
  const bare = (coded ?? line ?? '')
    .replace(/[“”‘’]/g, (quote) => quotes[quote as keyof typeof quotes])
    .replace(/\*\*/g, (marks) => (/^\s*\*\*/.test(line ?? '') ? '' : marks))
    .trim();
  // A sentence ends with a full stop, an expression with neither that nor a comment of a fence.
  return (/[\d\])}'"e]\.$/.test(bare) ? bare.slice(0, -1) : bare) || undefined;
}
