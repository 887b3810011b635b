import type { RunOptions } from '../../core/interfaces';
import { type InspectedFile, TransferClient } from '../../lab/transfer/client';
import type { Wanted } from '../../lab/transfer/protocol';
import { store } from '../state/store.svelte';

declare const __STUDY_VERSION__: string;

const client = new TransferClient();

/**
 * Looks into a file, in a worker; where nothing can be kept in this browser, in the page, as what is here is in its
 * memory then.
 *
 * @throws Error, for the visitor
 */
export async function inspectFile(file: File, options: RunOptions): Promise<InspectedFile> {
  const kept = await store;
  if (kept.state.kept) return client.inspect(file, options);
  const { inspectFile } = await import('../../lab/transfer/inspect');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const inspected = await inspectFile(bytes, kept, { ...options, codeVersion: __STUDY_VERSION__ });
  return { ...inspected, forget: () => {} };
}

/**
 * A file of a live experiment, to be saved.
 *
 * @throws Error, for the visitor
 */
export async function exportFile(id: string, wanted: Wanted, options: RunOptions): Promise<Blob> {
  const { state, experiments } = await store;
  if (state.kept) return client.export(id, wanted, options);
  if (wanted === 'bundle')
    return (await import('../../store/bundle/export')).exportBundle(experiments, id, options);
  const { exportCsv, exportSamples } = await import('../../lab/transfer/export');
  return wanted === 'csv' ? exportCsv(experiments, id) : exportSamples(experiments, id, options);
}
