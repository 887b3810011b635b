/** A server that speaks OpenAI's API: everything about it but the key, which is kept apart. */
export interface Connection {
  /** Made by the page; never reused. */
  id: string;
  name: string;
  /** As the API's clients take it, such as "https://api.openai.com/v1"; without a slash at the end. */
  baseUrl: string;
  /** Does it ask for a key? Servers on one's own machine mostly don't. */
  needsKey: boolean;
  /** Which software, for advice on its settings; "other" where it isn't known. */
  software: ServerSoftware;
}

export type ServerSoftware =
  'openai' | 'ollama' | 'lm-studio' | 'llama.cpp' | 'vllm' | 'openrouter' | 'litellm' | 'other';

/** How one model of a server is asked. */
export interface OpenaiSettings {
  kind: 'openai';
  /** Id of the connection. */
  connection: string;
  /** The server's id of the model. */
  model: string;
  /** By conversation, or by text to go on from (`/completions`). */
  form: 'chat' | 'completion';
  /** Sent as `reasoning_effort` where set: "none" lets current models take a temperature. */
  reasoningEffort?: string;
  /** The name that the server takes the token limit under; current OpenAI models refuse `max_tokens`. */
  limitName: 'max_tokens' | 'max_completion_tokens';
}
