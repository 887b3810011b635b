import type { OpenAI } from 'openai';
import { EngineError } from '../../../core/engine-error';
import { askServer, type ServerRequestOptions } from '../ask-server';
import { fileText, uploadFile } from '../files';
import type { Connection, OpenaiSettings } from '../settings';
import type { BatchGroup, BatchInput } from './lines';
import { type BatchResults, readResults } from './results';
import { type BatchState, markerName, readBatch } from './state';

/** So many of the newest batches are looked through for one. */
const mostListed = 1000;
const pageSize = 100;

/**
 * Starts a batch, once: where one was started under this marker before, that is it. So, where the page closed, or
 * the connection broke, before the batch's id was known, the same call again pays for nothing twice.
 *
 * @param marker made up and stored by the caller beforehand; at most 512 characters
 * @throws EngineError
 * @throws DOMException "AbortError" when aborted
 */
export async function startBatch(
  connection: Connection,
  { endpoint, content }: BatchInput,
  marker: string,
  options: ServerRequestOptions = {},
): Promise<BatchState> {
  const known = await findBatch(connection, marker, options);
  if (known) return known;
  const upload = { name: 'complexitynet-batch.jsonl', content, purpose: 'batch' } as const;
  const file = await uploadFile(connection, upload, options);
  return askForBatch(connection, options, (client, signal) =>
    client.batches.create(
      { input_file_id: file, endpoint, completion_window: '24h', metadata: { [markerName]: marker } },
      { signal },
    ),
  );
}

/**
 * The batch that was started under this marker, among the newest thousand.
 *
 * @throws EngineError
 * @throws DOMException "AbortError" when aborted
 */
export async function findBatch(
  connection: Connection,
  marker: string,
  options: ServerRequestOptions = {},
): Promise<BatchState | undefined> {
  let after: string | undefined;
  for (let listed = 0; listed < mostListed; listed += pageSize) {
    // As it came: the package's own page takes anything for an empty list.
    const page = await askServer(connection, options, (client, { signal }) =>
      client.get<unknown>('/batches', { query: { limit: pageSize, after }, signal }),
    );
    const { data, has_more: hasMore } = (page ?? {}) as { data?: unknown; has_more?: boolean };
    if (!Array.isArray(data)) {
      throw new EngineError('not-an-answer', `${connection.baseUrl}/batches is no list of batches.`);
    }
    const states = data.map((batch) => readBatch(batch, connection));
    const found = states.find((state) => state.marker === marker && state.phase !== 'failed');
    if (found || !hasMore || !states.length) return found;
    after = states.at(-1)!.id;
  }
  return undefined;
}

/**
 * How a batch stands.
 *
 * @throws EngineError
 * @throws DOMException "AbortError" when aborted
 */
export function lookAtBatch(
  connection: Connection,
  id: string,
  options: ServerRequestOptions = {},
): Promise<BatchState> {
  return askForBatch(connection, options, (client, signal) => client.batches.retrieve(id, { signal }));
}

/**
 * Tells a batch to stop. It goes on for up to ten minutes ("stopping"); what is answered by then is billed, and can
 * be collected.
 *
 * @throws EngineError
 * @throws DOMException "AbortError" when aborted
 */
export function cancelBatch(
  connection: Connection,
  id: string,
  options: ServerRequestOptions = {},
): Promise<BatchState> {
  return askForBatch(connection, options, (client, signal) => client.batches.cancel(id, { signal }));
}

/**
 * What came of a batch that is over.
 *
 * @param groups what was asked for by it
 * @throws EngineError
 * @throws DOMException "AbortError" when aborted
 */
export async function collectBatch(
  connection: Connection,
  { outputFile, errorFile }: BatchState,
  groups: readonly BatchGroup[],
  { model }: Pick<OpenaiSettings, 'model'>,
  options: ServerRequestOptions = {},
): Promise<BatchResults> {
  const files = [outputFile, errorFile].filter((file) => file !== undefined);
  const texts = await Promise.all(files.map((file) => fileText(connection, file, options)));
  return readResults(texts, groups, { connection, model, key: options.key });
}

async function askForBatch(
  connection: Connection,
  options: ServerRequestOptions,
  ask: (client: OpenAI, signal: AbortSignal) => Promise<unknown>,
): Promise<BatchState> {
  const batch = await askServer(connection, options, (client, { signal }) => ask(client, signal));
  return readBatch(batch, connection);
}
