import type { ServerRequestOptions } from '../ask-server';
import { uploadFile } from '../files';
import type { Connection } from '../settings';
import { listed } from './listed';

/**
 * Uploads a file for fine-tuning, once: where one of this name is there, that is it.
 *
 * @param name made up by the caller for this very content
 * @returns its id at the server
 * @throws EngineError
 * @throws DOMException "AbortError" when aborted
 */
export async function uploadOnce(
  connection: Connection,
  { name, content }: { name: string; content: string },
  options: ServerRequestOptions = {},
): Promise<string> {
  for await (const page of listed(connection, '/files', options, { purpose: 'fine-tune' })) {
    const known = page.find((file) => (file as { filename?: unknown }).filename === name);
    if (typeof known?.id === 'string') return known.id;
  }
  return uploadFile(connection, { name, content, purpose: 'fine-tune' }, options);
}
