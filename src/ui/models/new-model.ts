import type { ModelPreset, PresetModel } from '../../engines/openai/presets';
import type { Connection } from '../../engines/openai/settings';
import type { WebllmModel } from '../../engines/webllm/records';
import type { WllamaPreset } from '../../engines/wllama/presets';
import type { LiveModel } from '../../lab/live-model';

/** An id that no other entry has had. */
export function newId(): string {
  // `randomUUID` is not there over plain http.
  return Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** Which prompt the paper gives to a model of this name: the bare one to Code Llama. */
function styleFor(name: string): LiveModel['promptStyle'] {
  return /code-?\s?llama/i.test(name) ? 'bare' : 'instructed';
}

/** A model of a server as it is first added: mid, without a price, asked by conversation. */
export function newServedModel(connection: Connection, model: string, retired?: string): LiveModel {
  return {
    id: `${model}-${newId()}`,
    name: model,
    unitCost: 10,
    tier: 'mid',
    ...(retired && { retired }),
    promptStyle: styleFor(model),
    engine: {
      kind: 'openai',
      connection: connection.id,
      model,
      form: 'chat',
      limitName: connection.software === 'openai' ? 'max_completion_tokens' : 'max_tokens',
    },
  };
}

/** A preset's models at a connection. */
export function presetModels({ models }: ModelPreset, connection: Connection): LiveModel[] {
  return models.map(({ engine, ...model }: PresetModel) => ({
    ...model,
    id: `${engine.model}-${newId()}`,
    engine: { ...engine, connection: connection.id },
  }));
}

/** A model in the page: small, and nothing to pay. */
function localModel(name: string, engine: LiveModel['engine']): LiveModel {
  return { id: `local-${newId()}`, name, unitCost: 1, tier: 'small', promptStyle: styleFor(name), engine };
}

export function gpuModel({ id, name }: WebllmModel): LiveModel {
  return localModel(`${name}, WebGPU`, { kind: 'webllm', model: id });
}

export function cpuModel({ name, engine }: WllamaPreset): LiveModel {
  return localModel(name, engine);
}

/** A GGUF file by its address, or one that was kept under a name. */
export function ggufModel(
  source: Extract<LiveModel['engine'], { kind: 'wllama' }>['source'],
  name: string,
): LiveModel {
  return localModel(name, { kind: 'wllama', source, contextLength: 4096 });
}
