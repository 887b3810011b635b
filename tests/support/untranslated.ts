import type { Page } from '@playwright/test';
import { closing, opening } from './pseudo-language';

/**
 * What a page in the pseudo-language says, in words or to a screen reader, outside of its brackets. Code is left out,
 * and what is marked as not to be translated.
 */
export function untranslated(page: Page): Promise<string[]> {
  return page.evaluate(collect, { opening, closing });
}

/** Runs in the page. */
function collect({ opening, closing }: { opening: string; closing: string }): string[] {
  const code = ['CODE', 'KBD', 'NOSCRIPT', 'PRE', 'SCRIPT', 'STYLE', 'TEXTAREA'];
  const attributes = [
    ...['alt', 'aria-description', 'aria-label', 'aria-roledescription', 'aria-valuetext'],
    ...['label', 'placeholder', 'title'],
  ];
  const found: string[] = [];
  // How many texts a place is in: one may have elements with words of it, which have no brackets of their own.
  let depth = 0;
  const note = (text: string) => {
    let outside = '';
    for (const character of text) {
      if (character === opening) depth++;
      else if (character === closing) depth--;
      else if (depth === 0) outside += character;
    }
    if (/\p{L}/u.test(outside)) found.push(outside.trim().replace(/\s+/g, ' '));
  };
  const visit = (node: Node) => {
    if (node instanceof Text) return note(node.data);
    if (!(node instanceof Element) || code.includes(node.tagName)) return;
    if (node.getAttribute('translate') === 'no') return;
    const around = depth;
    depth = 0;
    for (const name of attributes) note(node.getAttribute(name) ?? '');
    depth = around;
    node.childNodes.forEach(visit);
  };
  note(document.title);
  visit(document.body);
  if (depth !== 0) found.push(`brackets that don’t close: ${depth}`);
  return [...new Set(found)];
}
