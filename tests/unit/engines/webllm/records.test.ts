import { prebuiltAppConfig } from '@mlc-ai/web-llm';
import { describe, expect, it } from 'vitest';
import type { Device } from '../../../../src/engines/device/device';
import { looksGarbled } from '../../../../src/engines/webllm/garbled';
import { bestRung, ladderOn } from '../../../../src/engines/webllm/ladder';
import { codeLlamaId, recordOf, webllmModels } from '../../../../src/engines/webllm/records';

const base = 'https://models.example.test/build';

describe('the records', () => {
  it('of published builds are WebLLM’s own', () => {
    for (const { id } of webllmModels.filter((model) => model.id !== codeLlamaId)) {
      const own = prebuiltAppConfig.model_list.find((record) => record.model_id === id);
      expect(recordOf(id, undefined)).toStrictEqual(own);
    }
  });

  it('of Code Llama is the one that has to be hosted', () => {
    expect(recordOf(codeLlamaId, `${base}/`)).toStrictEqual({
      model: `${base}/CodeLlama-7b-Instruct-hf-q4f16_1-MLC`,
      model_id: 'CodeLlama-7b-Instruct-hf-q4f16_1-MLC',
      model_lib: `${base}/libs/CodeLlama-7b-Instruct-hf-q4f16_1_cs1k-webgpu.wasm`,
      vram_required_MB: 5328.7,
      low_resource_required: false,
      required_features: ['shader-f16'],
      overrides: { context_window_size: 2048 },
    });
    expect(recordOf(codeLlamaId, undefined)).toBeUndefined();
    expect(prebuiltAppConfig.model_list.some(({ model_id: id }) => /code-?llama/i.test(id))).toBe(false);
  });

  it('never give Code Llama the library of Llama 2', () => {
    for (const address of [
      base,
      'https://huggingface.co/mlc-ai',
      'https://raw.githubusercontent.com/mlc-ai',
    ]) {
      expect(recordOf(codeLlamaId, address)!.model_lib).not.toMatch(/llama-?2/i);
    }
    for (const { id } of webllmModels) expect(recordOf(id, base)!.model_lib).not.toMatch(/llama-?2/i);
  });
});

describe('the ladder', () => {
  const gpu = {
    vendor: '',
    architecture: '',
    isSoftware: false,
    hasF16: true,
    maxBufferBytes: 2 ** 31,
    maxBindingBytes: 2 ** 31,
    maxWorkgroupBytes: 2 ** 15,
    maxStorageBuffers: 10,
  };
  const device = (changes: Partial<Device> = {}): Device => ({
    gpu,
    hasLargeMemory: true,
    isIsolated: false,
    cores: 4,
    storage: { used: 0, free: 20e9 },
    ...changes,
  });
  const best = (...args: Parameters<typeof ladderOn>) => bestRung(ladderOn(...args))?.id;

  it('begins with Code Llama where it is hosted', () => {
    expect(best(device(), base)).toBe(codeLlamaId);
    expect(best(device(), undefined)).toBe('Qwen2.5-Coder-1.5B-Instruct-q4f16_1-MLC');
    expect(ladderOn(device(), undefined)[0].obstacle).toContain('No address');
  });

  it('takes 32-bit floats where there are no others', () => {
    expect(best(device({ gpu: { ...gpu, hasF16: false } }), base)).toBe(
      'Qwen2.5-Coder-1.5B-Instruct-q4f32_1-MLC',
    );
  });

  it('goes by the room there is', () => {
    expect(best(device({ storage: { used: 0, free: 0.5e9 } }), base)).toBe(
      'Qwen2.5-Coder-0.5B-Instruct-q4f16_1-MLC',
    );
    expect(best(device({ storage: { used: 0, free: 0 } }), base)).toBeUndefined();
  });

  it('ends where there is no GPU, and says so', () => {
    const rungs = ladderOn(device({ gpu: 'none' }), base);
    expect(bestRung(rungs)).toBeUndefined();
    expect(rungs.every(({ obstacle }) => obstacle === 'This device lacks WebGPU.')).toBe(true);
  });
});

describe('gibberish', () => {
  it.each([
    '',
    '!!!!!!!!!!!!!!!!!!!!!!!!',
    'ÐÐÐÐ ɐɐɐ €€€ ʘʘʘ',
    'the the the the the the the the the the the the',
    'GGGGGGGG',
    'xqzt vbnm qwrt plkj zxcv mnbv',
  ])('is told: %j', (text) => expect(looksGarbled(text)).toBe(true));

  it.each([
    'def add(a, b):\n    return a + b',
    '```python\ndef add(a, b):\n    return a + b\n```',
    'Here is the function you asked for:\n\n```python',
    'add = lambda a, b: a + b',
    ' \n  def add(a, b): return a+b # Summe €',
  ])('is not seen in %j', (text) => expect(looksGarbled(text)).toBe(false));
});
