import type { Connection } from '../../engines/openai/settings';
import type { LiveModel } from '../../lab/live-model';

/** An id that no other entry has had. */
export function newId(): string {
  return crypto.randomUUID().slice(0, 8);
}

/** A model of a server as it is first added: mid, without a price, asked by conversation. */
export function newServedModel(connection: Connection, model: string, retired?: string): LiveModel {
  return {
    id: `${model}-${newId()}`,
    name: model,
    unitCost: 10,
    tier: 'mid',
    ...(retired && { retired }),
    promptStyle: /code-?llama/i.test(model) ? 'bare' : 'instructed',
    engine: {
      kind: 'openai',
      connection: connection.id,
      model,
      form: 'chat',
      limitName: connection.software === 'openai' ? 'max_completion_tokens' : 'max_tokens',
    },
  };
}
