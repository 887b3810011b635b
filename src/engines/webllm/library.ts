// What the page itself needs of the library, so that a build leaves out the rest: that is the worker's.
export { prebuiltAppConfig, WebWorkerMLCEngine } from '@mlc-ai/web-llm';
