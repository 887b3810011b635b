// What the browser tests and the benchmark drive the engine by, built as Vite builds it into the app.
export { cachedModels } from '../../../src/engines/wllama/cached';
export { wllamaEngine } from '../../../src/engines/wllama/engine';
export { keepFiles } from '../../../src/engines/wllama/keep-files';
export { loadLibrary } from '../../../src/engines/wllama/library';
export { default as wasmAddress } from '@wllama/wllama/esm/wasm/wllama.wasm?url';
