/** Marks on the browser's timeline when something has been drawn, once: what `npm run bench -- page` measures. */
export function markWhenDrawn(name: 'first-figure' | 'all-figures'): void {
  const mark = `complexitynet:${name}`;
  requestAnimationFrame(() => {
    // The frame after the one in which the change is drawn.
    setTimeout(() => {
      if (!performance.getEntriesByName(mark).length) performance.mark(mark);
    });
  });
}
