/** What was asked for on the command line. */
export interface SoakOptions {
  /** How much of it; each has its usual measure. */
  count?: number;
  seed?: number;
}

/** What `tests/soak/<name>/soak.ts` exports: it is found by its place. */
export interface Soak {
  name: string;
  /** Runs for long, and gives what it saw; `ok` tells whether all was as it must be. */
  run(tell: (line: string) => void, options: SoakOptions): Promise<{ ok: boolean }>;
}
