import type { GenerateRequest } from '../../../../src/core/engine';
import { OpenaiEngine, type OpenaiEngineOptions } from '../../../../src/engines/openai/engine';
import { RequestQueue } from '../../../../src/engines/openai/queue';
import type { Connection, OpenaiSettings } from '../../../../src/engines/openai/settings';
import type { StandIn } from '../../../support/stand-in/server';

export const key = 'sk-fake1234567890123456789';

export function connectionTo({ baseUrl }: StandIn): Connection {
  return { id: 'c', name: 'Stand-in', baseUrl, needsKey: true, software: 'vllm' };
}

export const settings: OpenaiSettings = {
  kind: 'openai',
  connection: 'c',
  model: 'small',
  form: 'chat',
  limitName: 'max_tokens',
};

/** An engine over the stand-in whose queue doesn't wait. */
export function engineOver(server: StandIn, changes: Partial<OpenaiEngineOptions> = {}): OpenaiEngine {
  return new OpenaiEngine({
    connection: connectionTo(server),
    settings,
    keyFor: (address) => (address === server.baseUrl ? key : undefined),
    queue: new RequestQueue({ sleep: () => new Promise((resolve) => setImmediate(resolve)) }),
    ...changes,
  });
}

export function chatRequest(changes: Partial<GenerateRequest> = {}): GenerateRequest {
  return {
    messages: [{ role: 'user', content: 'double it' }],
    samples: 1,
    temperature: 1,
    maxTokens: 64,
    ...changes,
  } as GenerateRequest;
}

export function completionRequest(changes: Partial<GenerateRequest> = {}): GenerateRequest {
  return { ...chatRequest(changes), messages: undefined, text: 'def double(x):' } as GenerateRequest;
}

/** The bodies of what was asked for. */
export function bodiesAt(server: StandIn): Record<string, unknown>[] {
  return server.asked.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
}
