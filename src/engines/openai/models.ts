import { EngineError } from '../../core/engine-error';
import { askServer, type ServerRequestOptions } from './ask-server';
import type { Connection } from './settings';

/** A model as a server lists it. */
export interface ServedModel {
  id: string;
  /** The day on which it is shut down, where the server says so. */
  retired?: string;
}

/**
 * The models that a server has, by id: also the cheapest test of address, key and CORS.
 *
 * @throws EngineError
 * @throws DOMException "AbortError" when aborted
 */
export async function listModels(
  connection: Connection,
  options: ServerRequestOptions = {},
): Promise<ServedModel[]> {
  const list = await askServer(connection, options, async (client, { signal }) => {
    // As it came: the package's own page of models takes anything for an empty list.
    const page: unknown = await client.get('/models', { signal });
    return (page as { data?: unknown } | null)?.data;
  });
  if (!Array.isArray(list)) {
    throw new EngineError('not-an-answer', `${connection.baseUrl}/models is no list of models.`);
  }
  return list
    .filter((model): model is { id: string } => typeof (model as { id?: unknown })?.id === 'string')
    .map((model) => ({ id: model.id, ...retirementOf(model) }))
    .sort((a, b) => a.id.localeCompare(b.id));
}

function retirementOf(model: object): { retired?: string } {
  const date = (model as { shutdown_date?: unknown }).shutdown_date;
  if (typeof date === 'number') return { retired: new Date(date * 1000).toISOString().slice(0, 10) };
  return typeof date === 'string' && /^\d{4}-\d\d-\d\d/.test(date) ? { retired: date.slice(0, 10) } : {};
}
