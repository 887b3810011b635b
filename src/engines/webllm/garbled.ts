/** Words of which any English or Python text of some length has one. */
const plausible =
  /\b(def|return|print|import|for|while|if|in|is|the|a|to|of|and|this|that|you|it|function|python|code|sum|add|here|def add|result|sorry)\b/i;

/**
 * Is this what a model says whose numbers go wrong, as they do with some drivers, rather than a bad answer? It is
 * meant for answers in English or Python of a model that was asked for such: nothing at all, signs of other scripts,
 * the same again and again, or no word that anyone would say.
 */
export function looksGarbled(text: string): boolean {
  const said = text.replaceAll(/\s+/g, '');
  if (said === '') return true;
  return (
    isForeign(said) || isOneSign(said) || isOneRefrain(text) || (said.length >= 12 && !plausible.test(text))
  );
}

/** More than a fifth of it is neither ASCII nor what English prose is set with. */
function isForeign(said: string): boolean {
  const signs = [...said];
  const foreign = signs.filter((sign) => !/[\x21-\x7e‘’“”–—…•→]/.test(sign));
  return foreign.length > signs.length / 5;
}

/** One sign is more than half of it, as in "!!!!!!!!". */
function isOneSign(said: string): boolean {
  const counts = new Map<string, number>();
  for (const sign of said) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  return said.length >= 8 && Math.max(...counts.values()) > said.length / 2;
}

/** The same words, or piece of text, follow each other eight times and more, over more than half of it. */
function isOneRefrain(text: string): boolean {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  const refrains = [...line.matchAll(/(\S.{0,29}?)\1{7,}/gs)];
  return refrains.some(([refrain]) => refrain.length > line.length / 2);
}
