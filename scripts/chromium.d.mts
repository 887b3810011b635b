/**
 * A Chromium that runs on this machine: the one that CHROMIUM_PATH names, else one on the PATH, else Playwright's
 * own, else one that is installed now.
 *
 * @returns the path of its executable
 * @throws an error with a message for the reader where there is none
 */
export function findChromium(): Promise<string>;
