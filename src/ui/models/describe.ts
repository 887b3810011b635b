import type { Connection } from '../../engines/openai/settings';
import type { LiveModel } from '../../lab/live-model';

/** Where a model runs, in a few words. */
export function place({ engine }: LiveModel, connections: readonly Connection[]): string {
  if (engine.kind === 'webllm') return 'in this page, on WebGPU';
  if (engine.kind === 'wllama') {
    const file = engine.source.kind === 'url' ? engine.source.url.split('/').at(-1) : engine.source.name;
    return `in this page, by llama.cpp: ${file}`;
  }
  const connection = connections.find(({ id }) => id === engine.connection);
  return connection
    ? `${engine.model} at ${connection.name}`
    : `${engine.model}, whose connection was removed`;
}

/**
 * What a day of retirement means today.
 *
 * @param retired "2026-10-23", or undefined where nothing is known of it
 * @param today likewise
 */
export function retirement(
  retired: string | undefined,
  today: string,
): { words: string; isPast: boolean } | undefined {
  if (!retired) return undefined;
  const [year, month, day] = retired.split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day)).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const isPast = retired <= today;
  return {
    words: isPast
      ? `Shut down by its provider on ${date}: for replay, or on a server of one’s own.`
      : `Will be shut down on ${date}.`,
    isPast,
  };
}
