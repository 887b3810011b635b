/** What `tests/soak/<name>/soak.ts` exports: it is found by its place. */
export interface Soak {
  name: string;
  /** Runs for long, and gives what it saw; `ok` tells whether all was as it must be. */
  run(tell: (line: string) => void): Promise<{ ok: boolean }>;
}
