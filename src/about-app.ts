/** What the app is called where it is installed. */
export const title = 'ComplexityNet: which model is enough?';

/** What it is, to search engines and where it is installed: the same words as in `index.html`. */
export const description =
  'Which is the smallest model that gets a task right? The paper ComplexityNet, carried out in your browser.';
