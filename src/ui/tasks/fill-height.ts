const margin = 16;
const least = 320;

/**
 * An attachment that lets an element reach down to the edge of the window, wherever the page is scrolled to, so that
 * nothing of it lies below.
 */
export function fillHeight(element: HTMLElement): () => void {
  const fit = () => {
    const top = Math.max(element.getBoundingClientRect().top, margin);
    element.style.height = `${Math.max(innerHeight - top - margin, least)}px`;
  };
  // What stands above it may grow or go away.
  const observer = new ResizeObserver(fit);
  observer.observe(document.body);
  addEventListener('scroll', fit, { passive: true });
  addEventListener('resize', fit);
  fit();
  return () => {
    observer.disconnect();
    removeEventListener('scroll', fit);
    removeEventListener('resize', fit);
    element.style.height = '';
  };
}
