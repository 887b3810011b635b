import type { CachedModel } from '../../core/engine';

/** The models whose files this browser keeps, of both engines that run in the page. */
class CachedModels {
  list = $state.raw<CachedModel[]>([]);
  isLooked = $state(false);
  problem = $state('');

  async look(): Promise<void> {
    const [webllm, wllama] = await Promise.allSettled([
      import('../../engines/webllm/cached').then(({ listCached }) => listCached()),
      import('../../engines/wllama/cached').then(({ listCached }) => listCached()),
    ]);
    const had = [webllm, wllama].flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
    this.list = had.sort((a, b) => b.bytes - a.bytes);
    const failed = [webllm, wllama].find((result) => result.status === 'rejected');
    this.problem = failed ? `This browser doesn’t say what it keeps: ${String(failed.reason)}` : '';
    this.isLooked = true;
  }

  async delete({ id }: CachedModel): Promise<void> {
    try {
      const [webllm, wllama] = await Promise.all([
        import('../../engines/webllm/cached'),
        import('../../engines/wllama/cached'),
      ]);
      // Each passes over what isn't its own.
      await Promise.all([webllm.deleteCached(id), wllama.deleteCached(id)]);
    } finally {
      await this.look();
    }
  }
}

export const cachedModels = new CachedModels();
