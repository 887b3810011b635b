// What scripts/judge-plugin.ts makes at build time.

declare module 'virtual:judge-worker' {
  /** The script of a judge's worker, self-contained. */
  const source: string;
  export default source;
}

declare module 'virtual:judge-frame' {
  /** The address of the judge's frame, relative to the page. */
  export const frameAddress: string;
  /** Pyodide's files, in bytes. */
  export const pythonBytes: number;
}
