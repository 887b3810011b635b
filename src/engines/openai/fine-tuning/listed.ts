import { EngineError } from '../../../core/engine-error';
import { askServer, type ServerRequestOptions } from '../ask-server';
import type { Connection } from '../settings';

const pageSize = 100;
/** So many of the newest are looked through. */
const mostListed = 10_000;

/**
 * The pages of one of the API's lists, newest first, by its cursor.
 *
 * @throws EngineError
 * @throws DOMException "AbortError" when aborted
 */
export async function* listed(
  connection: Connection,
  path: string,
  options: ServerRequestOptions = {},
  query: Record<string, string> = {},
): AsyncGenerator<{ id?: unknown }[]> {
  let after: string | undefined;
  for (let count = 0; count < mostListed; count += pageSize) {
    // As it came: the package's own page takes anything for an empty list.
    const page = await askServer(connection, options, (client, { signal }) =>
      client.get<unknown>(path, { query: { ...query, limit: pageSize, after }, signal }),
    );
    const { data, has_more: hasMore } = (page ?? {}) as { data?: unknown; has_more?: boolean };
    if (!Array.isArray(data)) {
      throw new EngineError('not-an-answer', `${connection.baseUrl}${path} is no list of this API.`);
    }
    const items = data as { id?: unknown }[];
    yield items;
    const last = items.at(-1)?.id;
    // A server that doesn't know of cursors would give the same page for ever.
    if (!hasMore || typeof last !== 'string' || last === after) return;
    after = last;
  }
}
