import type { CachedModel, CachedModels } from '../../core/engine';
import { largeFiles } from './large-files';

/** A kept model with the engine that keeps it. */
export interface KeptModel extends CachedModel {
  keeper: CachedModels;
}

/** The models whose files this browser keeps, of both engines that run in the page. */
class KeptModels {
  list = $state.raw<KeptModel[]>([]);
  isLooked = $state(false);
  problem = $state('');

  async look(): Promise<void> {
    const keepers: (() => Promise<CachedModels>)[] = [
      async () => {
        const { listCached, deleteCached } = await import('../../engines/webllm/cached');
        return { list: () => listCached(), delete: (id) => deleteCached(id) };
      },
      async () => (await import('../../engines/wllama/cached')).cachedModels,
      async () => largeFiles,
    ];
    const results = await Promise.allSettled(
      keepers.map(async (open) => {
        const keeper = await open();
        return (await keeper.list()).map((model) => ({ ...model, keeper }));
      }),
    );
    this.list = results
      .flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
      .sort((a, b) => b.bytes - a.bytes);
    const failed = results.find((result) => result.status === 'rejected');
    this.problem = failed ? `This browser doesn’t say all that it keeps: ${String(failed.reason)}` : '';
    this.isLooked = true;
  }

  /** @throws whatever keeps one from being deleted */
  async deleteAll(): Promise<void> {
    try {
      await this.look();
      for (const { keeper, id } of this.list) await keeper.delete(id);
    } finally {
      await this.look();
    }
  }

  async delete({ keeper, id }: KeptModel): Promise<void> {
    let problem = '';
    try {
      await keeper.delete(id);
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
    await this.look();
    this.problem ||= problem;
  }
}

export const keptModels = new KeptModels();
