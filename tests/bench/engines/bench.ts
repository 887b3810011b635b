import { throughput } from './throughput';
import { wllamaRatio } from './wllama';

export const name = 'engines';

/** What a server allows against what our queue gets of it, and our path to llama.cpp against llama.cpp itself. */
export async function run(): Promise<object> {
  return { ...(await throughput()), ...(await wllamaRatio()) };
}
