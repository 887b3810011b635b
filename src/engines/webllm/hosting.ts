import { EngineError } from '../../core/engine-error';
import { codeLlamaFacts, whatToHost } from './advice';
import { configFile, filesAddress, type ModelFile, oldWeightsFile, weightsFile } from './cache';
import {
  type ChatConfig,
  filesOf,
  readConfig,
  readWeights,
  ropeBaseOf,
  tokenizerOf,
  vocabularyOf,
} from './model-files';
import { peek, type Peeked, type Reaching, readText } from './peek';
import { codeLlamaId, isWrongLibrary, libraryVersion, type WebllmRecord } from './records';

/** What lies where a record says, as far as it can be seen without downloading it. */
export interface Hosting {
  files: ModelFile[];
  /** Bytes of all files; those of unknown length count nothing. */
  bytes: number;
  /** What could not be checked, in sentences for the visitor. */
  notes: string[];
}

/**
 * Looks whether a model's files are where its record says, before any of them is downloaded: the configuration and
 * the list of weights are read, the tokenizer, the library, the first and the last weights are asked for. What the
 * list names in between is taken on trust, and so is what the library was compiled from.
 *
 * @throws EngineError "not-hosted", naming the file that is missing or wrong and its address; "download-failed",
 *   "unreachable" or "offline" where the server can't be asked
 * @throws DOMException "AbortError" when aborted
 */
export async function checkHosting(record: WebllmRecord, reaching: Reaching): Promise<Hosting> {
  const notes = checkLibraryAddress(record);
  const folder = filesAddress(record);
  const at = (name: string) => new URL(name, folder).href;

  const configText = await readText(at(configFile), reaching);
  const config = configText === undefined ? undefined : readConfig(configText);
  if (configText === undefined) throw missing(record, `its configuration is missing: ${at(configFile)}`);
  if (!config) throw missing(record, `this is not its configuration: ${at(configFile)}`);
  if (record.model_id === codeLlamaId) notes.push(...checkCodeLlama(config, record, at(configFile)));

  const weightsText = await readText(at(weightsFile), reaching);
  if (weightsText === undefined) throw await weightsMissing(record, at, reaching);
  const weights = readWeights(weightsText);
  if (!weights) throw missing(record, `this is not a list of its weights: ${at(weightsFile)}`);

  const tokenizer = tokenizerOf(config);
  if (!tokenizer) {
    throw missing(record, `${at(configFile)} names neither tokenizer.json nor tokenizer.model as tokenizer`);
  }
  const demand = async (what: string, url: string) => {
    const peeked = await peek(url, reaching);
    if (!peeked) throw missing(record, `${what} missing: ${url}`);
    return peeked;
  };
  const [tokenizerFile, library] = await Promise.all([
    demand('its tokenizer is', at(tokenizer)),
    demand('its library (the compiled program) is', record.model_lib),
    demand('weights are', at(weights.records[0].dataPath)),
    demand('weights are', at(weights.records.at(-1)!.dataPath)),
  ]);
  if (!isWebAssembly(library)) {
    throw missing(record, `this is no WebAssembly library: ${record.model_lib}`);
  }
  const sizes = { tokenizer: tokenizerFile.bytes, library: library.bytes };
  const files = filesOf(record, { config: configText, weights: weightsText }, sizes)!;
  return { files, bytes: files.reduce((sum, file) => sum + file.bytes, 0), notes };
}

function missing({ model_id }: WebllmRecord, what: string, remedy?: string): EngineError {
  const own = model_id === codeLlamaId ? whatToHost() : undefined;
  return new EngineError('not-hosted', `${model_id} can’t be loaded: ${what}.`, {
    remedy: [remedy, own].filter(Boolean).join(' ') || undefined,
  });
}

async function weightsMissing(record: WebllmRecord, at: (name: string) => string, reaching: Reaching) {
  const isOld = (await peek(at(oldWeightsFile), reaching)) !== undefined;
  if (!isOld) return missing(record, `the list of its weights is missing: ${at(weightsFile)}`);
  return missing(
    record,
    `its weights were converted for an older WebLLM: there is ${at(oldWeightsFile)}, and no ${weightsFile}`,
    `Both hold the same: copy ${oldWeightsFile} to ${weightsFile} beside it.`,
  );
}

function isWebAssembly({ head }: Peeked): boolean {
  return [0, 0x61, 0x73, 0x6d].every((byte, i) => head[i] === byte);
}

/** What the library's address tells of whether it fits. */
function checkLibraryAddress(record: WebllmRecord): string[] {
  const { model_lib: address } = record;
  if (isWrongLibrary(record)) {
    throw missing(record, `${address} was compiled for another model, and would answer badly in its name`);
  }
  const version = /\bv\d+_\d+_\d+\b/.exec(address)?.[0];
  if (version !== undefined && version !== libraryVersion) {
    throw missing(
      record,
      `its library was compiled for WebLLM ${version.slice(1).replaceAll('_', '.')}, and this is 0.2.86: ${address}`,
    );
  }
  const notes: string[] = [];
  if (version === undefined) {
    notes.push(
      'Whether the library was compiled for WebLLM 0.2.86 can’t be told from its address. ' +
        'If it wasn’t, loading it fails with the name of a function that is missing.',
    );
  }
  if (!/_cs1k-webgpu\.wasm$/.test(address)) {
    notes.push('The library’s name doesn’t say that it was compiled for WebGPU with chunks of 1,024 tokens.');
  }
  return notes;
}

/** Refuses weights that Code Llama's library would misread, or that aren't Code Llama's. */
function checkCodeLlama(config: ChatConfig, record: WebllmRecord, address: string): string[] {
  const { ropeBase, vocabulary, template } = codeLlamaFacts;
  const check = (what: string, found: number | undefined, expected: number) => {
    if (found === expected) return;
    const says = found === undefined ? `doesn’t say its ${what}` : `has a ${what} of ${grouped(found)}`;
    throw missing(record, `${address} ${says}, and Code Llama’s is ${grouped(expected)}`);
  };
  check('RoPE base', ropeBaseOf(config), ropeBase);
  check('vocabulary', vocabularyOf(config), vocabulary);
  const name = config.conv_template?.name;
  return name === template
    ? []
    : [
        `The conversation template is ${name ?? 'unnamed'}, where ${template} was expected: answers may suffer.`,
      ];
}

function grouped(value: number): string {
  return value.toLocaleString('en-US');
}
