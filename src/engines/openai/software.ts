import type { Connection, ServerSoftware } from './settings';

/** What must be known of a server's software to let this page in. */
export interface SoftwareNote {
  name: string;
  /** Where it listens unless told otherwise. */
  baseUrl: string;
  needsKey: boolean;
  /** How it is told to let pages of other origins in; empty where it does by itself. */
  cors: string;
}

export const softwareNotes: Record<ServerSoftware, SoftwareNote> = {
  openai: { name: 'OpenAI', baseUrl: 'https://api.openai.com/v1', needsKey: true, cors: '' },
  ollama: {
    name: 'Ollama',
    baseUrl: 'http://localhost:11434/v1',
    needsKey: false,
    cors: 'start it with OLLAMA_ORIGINS set to this page’s address, as in OLLAMA_ORIGINS={origin} ollama serve',
  },
  'lm-studio': {
    name: 'LM Studio',
    baseUrl: 'http://localhost:1234/v1',
    needsKey: false,
    cors: 'switch on “Enable CORS” in its server settings, or start it with lms server start --cors',
  },
  'llama.cpp': { name: 'llama.cpp server', baseUrl: 'http://localhost:8080/v1', needsKey: false, cors: '' },
  vllm: {
    name: 'vLLM',
    baseUrl: 'http://localhost:8000/v1',
    needsKey: false,
    cors: 'start it with --allowed-origins \'["{origin}"]\'',
  },
  openrouter: { name: 'OpenRouter', baseUrl: 'https://openrouter.ai/api/v1', needsKey: true, cors: '' },
  litellm: {
    name: 'LiteLLM',
    baseUrl: 'http://localhost:4000/v1',
    needsKey: true,
    cors: 'start it with LITELLM_CORS_ORIGINS={origin}',
  },
  other: {
    name: 'Another server',
    baseUrl: 'http://localhost:8000/v1',
    needsKey: false,
    cors: 'have it answer with the header Access-Control-Allow-Origin: {origin}, to preflights (OPTIONS) too',
  },
};

/** What to check where a server can't be reached from a page, naming its software's own setting. */
export function corsAdvice({ software, baseUrl }: Connection, origin = pageOrigin()): string {
  const { name, cors } = softwareNotes[software];
  const base = `Check that ${baseUrl} is right and that the server runs.`;
  if (!cors) return `${base} A firewall, a proxy or an extension of the browser may also stand between.`;
  return `${base} Then let this page in: for ${name}, ${cors.replaceAll('{origin}', origin)}.`;
}

function pageOrigin(): string {
  return typeof location === 'undefined' ? 'this page’s address' : location.origin;
}
