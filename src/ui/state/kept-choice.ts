/** Small choices of the visitor that must be known before anything is drawn: kept beside the store, by name. */
const prefix = 'complexitynet:';

/** Where the browser keeps nothing, a choice holds until the page is closed. */
export function keptChoice(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null;
  }
}

export function keepChoice(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value);
  } catch {
    // It is asked for again the next time.
  }
}

/** Forgets all of them. */
export function forgetChoices(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
