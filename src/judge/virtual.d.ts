// What scripts/judge-plugin.ts makes at build time.

declare module 'virtual:judge-worker' {
  /** The script of a judge's worker, self-contained. */
  const source: string;
  export default source;
}

declare module 'virtual:judge-files' {
  /** The address of the judge's frame. All are relative to the page. */
  export const frameAddress: string;
  /** Those of Pyodide's files. */
  export const pythonAddresses: Record<'loader' | 'engine' | 'wasm' | 'library', string>;
  /** All of these, in bytes. */
  export const pythonBytes: number;
}
