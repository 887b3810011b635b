/** Which GGUF file llama.cpp is to run in the page. */
export interface WllamaSettings {
  kind: 'wllama';
  /**
   * - url: the address of the file, or of its first part ("…-00001-of-00006.gguf")
   * - disk: files of the visitor's that the browser keeps a copy of, under this name
   */
  source: { kind: 'url'; url: string } | { kind: 'disk'; name: string };
  /** Tokens of prompt and answer together. */
  contextLength: number;
}
