/** The most of an answer that is looked at, in characters. */
const longest = 50_000;

/** An answer without what a model thinks aloud before it, and no longer than can be looked through. */
export function saidIn(answer: string): string {
  // An end without a beginning: the template of a reasoning model writes the beginning itself.
  const thought = answer.lastIndexOf('</think>');
  const said = thought < 0 ? answer.replace(/<think>[^]*/, '') : answer.slice(thought + '</think>'.length);
  return said.length > longest ? said.slice(-longest) : said;
}

/** Without the marks that Markdown and LaTeX put around words. */
export function withoutMarkup(text: string): string {
  return text
    .replace(/\\(?:text|mathrm|textbf|mathbf|boldsymbol)\s*\{([^{}]*)\}/g, '$1')
    .replace(/\\[([\])]/g, ' ')
    .replace(/\*+|__|`+/g, '');
}

/** What stands in the last \boxed{…}, braces within it included. */
export function boxed(text: string): string | undefined {
  const start = text.lastIndexOf('\\boxed{');
  if (start < 0) return undefined;
  let depth = 0;
  for (let i = start + '\\boxed'.length; i < text.length; i++) {
    if (text[i] === '{') depth++;
    if (text[i] === '}' && --depth === 0) return text.slice(start + '\\boxed{'.length, i);
  }
  return undefined;
}

/** What follows the last "answer is", "Answer:" or "####", to the end of its line. */
export function announced(text: string): string | undefined {
  const marks = [...text.matchAll(/####|\banswers?\b\s*(?:is|are|would be|will be|equals|=|:)\s*:?/giu)];
  for (const mark of marks.reverse()) {
    const [line] = text
      .slice(mark.index + mark[0].length)
      .trimStart()
      .split('\n');
    if (line.trim()) return line.trim();
  }
  return undefined;
}
