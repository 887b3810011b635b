/** Which compiled model WebLLM is to run. */
export interface WebllmSettings {
  kind: 'webllm';
  /** A `model_id` of a record: of WebLLM's own list, or the app's Code Llama record. */
  model: string;
  /** Where the files of the Code Llama record lie; the deployer's address where it isn't set. */
  base?: string;
}
