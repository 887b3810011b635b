import type { CachedModel, CachedModels } from '../../core/engine';
import { deleteParts, type KeptPart, keptParts } from './files';
import { modelName } from './parts';

/** What models from the visitor's disk are kept under. */
export const diskId = (name: string) => `disk:${name}`;

/** The GGUF models that the browser keeps; the id of one from an address is that address. */
export const cachedModels: CachedModels & {
  /** @throws EngineError where one is in use: others may be deleted by then */
  deleteAll(): Promise<void>;
} = {
  async list() {
    const byModel = new Map<string, KeptPart[]>();
    for (const part of await keptParts()) {
      byModel.set(part.model, [...(byModel.get(part.model) ?? []), part]);
    }
    return [...byModel].map(([model, parts]) => summary(model, parts));
  },

  delete: deleteParts,

  async deleteAll() {
    for (const { id } of await cachedModels.list()) await deleteParts(id);
  },
};

function summary(id: string, parts: KeptPart[]): CachedModel {
  const [{ parts: wanted }] = parts;
  return {
    id,
    name: id.startsWith('disk:') ? id.slice('disk:'.length) : modelName(id),
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
    whole: parts.length === wanted && parts.every(({ whole }) => whole),
  };
}
