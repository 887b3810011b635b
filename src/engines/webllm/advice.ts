/** MLC-LLM's own pages on making a model for WebLLM. */
const documentation = 'https://llm.mlc.ai/docs/deploy/webllm.html';
const compiling = 'https://llm.mlc.ai/docs/compilation/compile_models.html';

/** What Code Llama was trained with, and what a conversion of it must say. */
export const codeLlamaFacts = { vocabulary: 32_016, ropeBase: 1_000_000, template: 'codellama_instruct' };

/** What whoever deploys the app has to do for Code Llama to run under WebLLM, for the visitor. */
export function whatToHost(): string {
  return (
    'Convert the weights with MLC-LLM (quantization q4f16_1, conversation template codellama_instruct, ' +
    'vocabulary 32,016, RoPE base 1,000,000) and compile the library for WebGPU (preset codellama_7b) with the ' +
    'release of MLC-LLM that belongs to WebLLM 0.2.86. Put the weights below the base address as ' +
    'CodeLlama-7b-Instruct-hf-q4f16_1-MLC/resolve/main/ and the library as ' +
    'libs/CodeLlama-7b-Instruct-hf-q4f16_1_cs1k-webgpu.wasm, on a server that lets this page read them (CORS). ' +
    `How: ${documentation} and ${compiling}. ` +
    'Or run Code Llama as a GGUF file on the CPU, which needs no compiling.'
  );
}
