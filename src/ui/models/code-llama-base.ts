import { deployerBase } from '../../engines/webllm/deployer';
import { liveSettings } from '../state/live-settings.svelte';

/** Where the build of Code Llama for WebGPU is fetched from: the visitor's address before the deployer's. */
export function codeLlamaBase(): string | undefined {
  return liveSettings.current.codeLlamaBase || deployerBase;
}
