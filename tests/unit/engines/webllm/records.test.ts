import { modelLibURLPrefix, modelVersion, prebuiltAppConfig } from '@mlc-ai/web-llm';
import { describe, expect, test } from 'vitest';
import { filesAddress } from '../../../../src/engines/webllm/cache';
import { findRecord } from '../../../../src/engines/webllm/find-record';
import {
  codeLlamaId,
  isWrongLibrary,
  libraryNameOf,
  libraryVersion,
  recordOf,
  webllmModels,
} from '../../../../src/engines/webllm/records';

const base = 'https://models.example/webllm';

describe('published models', () => {
  const published = webllmModels.filter(({ source }) => source === 'published');

  test.each(published)('$id is told to WebLLM as in its own list', ({ id }) => {
    expect(prebuiltAppConfig.model_list.find(({ model_id }) => model_id === id)).toEqual(recordOf(id));
  });

  test('the libraries are those of the installed WebLLM', () => {
    expect(published).toHaveLength(4);
    expect(modelVersion.split('/')[0]).toBe(libraryVersion);
    for (const { id } of published) {
      expect(recordOf(id)!.model_lib).toBe(`${modelLibURLPrefix}${modelVersion}/${libraryNameOf(id)}`);
    }
  });
});

describe('Code Llama', () => {
  test('its record', () => {
    expect(recordOf(codeLlamaId, `${base}/`)).toEqual({
      model: `${base}/CodeLlama-7b-Instruct-hf-q4f16_1-MLC`,
      model_id: 'CodeLlama-7b-Instruct-hf-q4f16_1-MLC',
      model_lib: `${base}/libs/CodeLlama-7b-Instruct-hf-q4f16_1_cs1k-webgpu.wasm`,
      vram_required_MB: 5328.7,
      low_resource_required: false,
      required_features: ['shader-f16'],
      overrides: { context_window_size: 2048 },
    });
  });

  test('no record pairs it with the library of Llama 2, and no base can make one do so', () => {
    const llama2 =
      prebuiltAppConfig.model_list.find(({ model_id }) => /^Llama-2-7b/.test(model_id))?.model_lib ??
      `${modelLibURLPrefix}${modelVersion}/Llama-2-7b-chat-hf-q4f16_1_cs1k-webgpu.wasm`;
    for (const made of [llama2, `${llama2}?`, `${llama2}#`, `${llama2}?x=`, `${llama2}/..`]) {
      const { model_lib, model } = recordOf(codeLlamaId, made)!;
      const { pathname, search, hash } = new URL(model_lib);
      expect(pathname).toMatch(/\/libs\/CodeLlama-7b-Instruct-hf-q4f16_1_cs1k-webgpu\.wasm$/);
      expect(search + hash).toBe('');
      expect(new URL(model).search + new URL(model).hash).toBe('');
    }
    const records = webllmModels.map(({ id }) => recordOf(id, base)!);
    expect([...records, ...prebuiltAppConfig.model_list].filter((record) => isWrongLibrary(record))).toEqual(
      [],
    );
    expect(isWrongLibrary({ ...recordOf(codeLlamaId, base)!, model_lib: llama2 })).toBe(true);
    expect(isWrongLibrary({ ...records[1], model: 'https://h.example/CodeLlama-7b' })).toBe(true);
  });

  test.each([
    [undefined, 'no address is set'],
    ['', 'no address is set'],
    ['ftp://models.example', '“ftp://models.example” is no address'],
    ['somewhere', '“somewhere” is no address'],
  ])('with the base %s, it says what to host', (base, message) => {
    expect(() => recordOf(codeLlamaId, base)).toThrow(
      expect.objectContaining({
        code: 'not-hosted',
        message: expect.stringContaining(message),
        remedy: expect.stringMatching(/codellama_7b.*https:\/\/llm\.mlc\.ai\/docs/s),
      }),
    );
  });

  test('the visitor’s base goes before the deployer’s', async () => {
    const settings = { kind: 'webllm', model: codeLlamaId } as const;
    const of = async (own?: string) => (await findRecord({ ...settings, base: own }, base)).model_lib;
    expect(await of()).toContain('https://models.example/webllm/libs/');
    expect(await of('https://mine.example')).toContain('https://mine.example/libs/');
  });
});

test('a model of WebLLM’s own list can be named; one that nobody knows is refused', async () => {
  const record = await findRecord({ kind: 'webllm', model: 'SmolLM2-360M-Instruct-q4f16_1-MLC' });
  expect(record.model_lib).toContain(modelVersion);
  await expect(findRecord({ kind: 'webllm', model: 'no-such' })).rejects.toMatchObject({ code: 'no-model' });
});

test('where WebLLM looks for the files', () => {
  const of = (model: string) => filesAddress({ model });
  expect(of('https://h.example/a/m')).toBe('https://h.example/a/m/resolve/main/');
  expect(of('https://h.example/a/m/')).toBe('https://h.example/a/m/resolve/main/');
  expect(of('https://h.example/a/m/resolve/v1')).toBe('https://h.example/a/m/resolve/v1/');
});
