import { EngineError } from '../../core/engine-error';
import { askServer, type ServerRequestOptions } from './ask-server';
import type { Connection } from './settings';

/** A file to upload. */
export interface Upload {
  name: string;
  /** JSON lines. */
  content: string;
  purpose: 'batch' | 'fine-tune';
}

/** An upload may take its time before the first byte comes back. */
const uploadSilenceSeconds = 600;

/**
 * Uploads a file.
 *
 * @returns its id at the server
 * @throws EngineError
 * @throws DOMException "AbortError" when aborted
 */
export async function uploadFile(
  connection: Connection,
  { name, content, purpose }: Upload,
  options: ServerRequestOptions = {},
): Promise<string> {
  const file: unknown = await askServer(
    connection,
    { silenceSeconds: uploadSilenceSeconds, ...options },
    (client, { signal }) =>
      client.files.create(
        { file: new File([content], name, { type: 'application/jsonl' }), purpose },
        { signal },
      ),
  );
  const { id } = (file ?? {}) as { id?: unknown };
  if (typeof id === 'string') return id;
  throw new EngineError('not-an-answer', `${connection.baseUrl}/files answered without a file’s id.`);
}

/**
 * The content of a file at the server, as text.
 *
 * @throws EngineError
 * @throws DOMException "AbortError" when aborted
 */
export function fileText(
  connection: Connection,
  id: string,
  options: ServerRequestOptions = {},
): Promise<string> {
  return askServer(connection, options, async (client, deadline) => {
    const { body } = await client.files.content(id, { signal: deadline.signal });
    if (!body) return '';
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let text = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      deadline.touch();
      text += decoder.decode(part.value, { stream: true });
    }
    return text + decoder.decode();
  });
}
