/** A static site being served. */
export interface Site {
  /** Where it is, with its base path. */
  url: string;
  origin: string;
  port: number;
  /** Ends it, open connections included. */
  close(): Promise<void>;
}

/**
 * Serves a folder over HTTP on this machine alone, as a static host would: types by file name, gzip for text,
 * entity tags, long caching for files with a hash in their name and revalidation for all others.
 *
 * @param options.base the path that the folder appears under, beginning and ending with a slash
 * @param options.port 0: any free one
 */
export function serve(options: { folder: string; base?: string; port?: number }): Promise<Site>;
