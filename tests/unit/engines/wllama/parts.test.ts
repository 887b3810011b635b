import { describe, expect, it } from 'vitest';
import {
  checkSize,
  largestWholeFile,
  modelName,
  orderParts,
  partAddresses,
} from '../../../../src/engines/wllama/parts';

const named = (...names: string[]) => names.map((name) => ({ name }));

describe('the addresses of a model’s parts', () => {
  it('are all those of a split one, from the address of any', () => {
    expect(partAddresses('https://a.example/m-00002-of-00003.gguf?download=true')).toEqual([
      'https://a.example/m-00001-of-00003.gguf?download=true',
      'https://a.example/m-00002-of-00003.gguf?download=true',
      'https://a.example/m-00003-of-00003.gguf?download=true',
    ]);
  });

  it('are one of a file that is whole', () => {
    expect(partAddresses('https://a.example/m.gguf')).toEqual(['https://a.example/m.gguf']);
  });
});

describe('a model’s name', () => {
  it('is the file’s, without what marks a part', () => {
    expect(modelName('https://a.example/x/qwen%202.Q4_K_M-00001-of-00002.gguf?x=/y')).toBe('qwen 2.Q4_K_M');
    expect(modelName('https://a.example/m.gguf#top')).toBe('m');
  });
});

describe('files chosen together', () => {
  it('come in the order of their parts', () => {
    const [second, first] = named('m-00002-of-00002.gguf', 'm-00001-of-00002.gguf');
    expect(orderParts([second, first])).toEqual([first, second]);
  });

  it('may be one, of any name', () => {
    expect(orderParts(named('model.bin'))).toEqual(named('model.bin'));
  });

  it.each([
    [[], 'No file'],
    [named('a.gguf', 'b.gguf'), 'not the parts of one model'],
    [named('a-00001-of-00002.gguf', 'b-00002-of-00002.gguf'), 'different models'],
    [named('a-00001-of-00002.gguf', 'a-00002-of-00003.gguf'), 'different models'],
    [named('a-00002-of-00004.gguf', 'a-00003-of-00004.gguf'), '2 are missing: 1, 4'],
  ])('are refused where they aren’t one model: %j', (files, words) => {
    expect(() => orderParts(files)).toThrow(
      expect.objectContaining({ code: 'not-a-model', message: expect.stringContaining(words) }),
    );
  });
});

describe('a file’s size', () => {
  it('may be above 2 GB only where the browser reads in pieces', () => {
    expect(() => checkSize('m', largestWholeFile, false)).not.toThrow();
    expect(() => checkSize('m', largestWholeFile + 1, true)).not.toThrow();
    expect(() => checkSize('m', largestWholeFile + 1, false)).toThrow(
      expect.objectContaining({ remedy: expect.stringContaining('llama-gguf-split') }),
    );
  });
});
