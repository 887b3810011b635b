import { EngineError } from '../../core/engine-error';
import { askServer, type ServerRequestOptions } from './ask-server';
import type { Connection } from './settings';

/** What some servers offer beside answers. */
export type Service = 'files' | 'fineTuning' | 'batches';

/** Can this page use it with this key? If not, why. */
export type ServiceState = { usable: true } | { usable: false; error: EngineError };

const paths: Record<Service, string> = {
  files: '/files',
  fineTuning: '/fine_tuning/jobs',
  batches: '/batches',
};

/**
 * Asks for a list of each: nothing is made or changed. A server that answers pages on one path need not do so on
 * another, so each is told apart.
 *
 * @throws DOMException "AbortError" when aborted
 */
export async function probeServices(
  connection: Connection,
  options: ServerRequestOptions = {},
): Promise<Record<Service, ServiceState>> {
  const states = Object.entries(paths).map(async ([service, path]) => [
    service,
    await probe(connection, options, path),
  ]);
  return Object.fromEntries((await Promise.all(states)) as [Service, ServiceState][]) as Record<
    Service,
    ServiceState
  >;
}

async function probe(
  connection: Connection,
  options: ServerRequestOptions,
  path: string,
): Promise<ServiceState> {
  try {
    const list = await askServer(connection, options, (client, { signal }) =>
      client.get<unknown>(path, { query: { limit: 1 }, signal }),
    );
    if (Array.isArray((list as { data?: unknown } | null)?.data)) return { usable: true };
    throw new EngineError('not-an-answer', `${connection.baseUrl}${path} is no list of this API.`);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { usable: false, error };
  }
}
