import { liveSettings } from '../state/live-settings.svelte';

/** What whoever deploys the app set, as VITE_CODELLAMA_BASE when it was built. */
export const deployedBase: string | undefined = import.meta.env.VITE_CODELLAMA_BASE || undefined;

/** Where the build of Code Llama for WebGPU is fetched from: the visitor's address before the deployer's. */
export function codeLlamaBase(): string | undefined {
  return liveSettings.current.codeLlamaBase || deployedBase;
}
