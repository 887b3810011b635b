import { EngineError } from '../../core/engine-error';

/** A name as llama-gguf-split gives it; a query may follow in an address. */
const partPattern = /^(.*)-(\d{5})-of-(\d{5})\.gguf(\?.*)?$/i;

/** Bytes from which on a file must be split where the browser can't read it piece by piece. */
export const largestWholeFile = 2 ** 31 - 1;

/** The addresses of all files of a model, from the address of any one of them. */
export function partAddresses(url: string): string[] {
  const match = partPattern.exec(url);
  if (!match) return [url];
  const [, stem, , count, query = ''] = match;
  return Array.from({ length: Number(count) }, (_, index) => {
    const number = String(index + 1).padStart(5, '0');
    return `${stem}-${number}-of-${count}.gguf${query}`;
  });
}

/** The file's name in an address, without what marks it as a part: what a list of models shows. */
export function modelName(url: string): string {
  const file = decodeURIComponent(url.split(/[?#]/)[0].split('/').pop() ?? url);
  return (partPattern.exec(file)?.[1] ?? file).replace(/\.gguf$/i, '');
}

/**
 * A model's files in the order of their parts.
 *
 * @throws EngineError "not-a-model" where they aren't one whole file or all parts of one model
 */
export function orderParts<File extends { name: string }>(files: readonly File[]): File[] {
  if (files.length === 0) throw new EngineError('not-a-model', 'No file was chosen.');
  const parts = files.map((file) => ({ file, match: partPattern.exec(file.name) }));
  const [first] = parts;
  if (!first.match) {
    if (files.length === 1) return [...files];
    throw new EngineError('not-a-model', `${quoted(files)} are not the parts of one model.`, {
      remedy: 'Choose one GGUF file, or all parts of one, named as llama-gguf-split names them.',
    });
  }
  const [, stem, , count] = first.match;
  if (parts.some(({ match }) => match?.[1] !== stem || match[3] !== count)) {
    throw new EngineError('not-a-model', `${quoted(files)} are parts of different models.`);
  }
  const byNumber = new Map(parts.map(({ file, match }) => [Number(match?.[2]), file]));
  const numbers = Array.from({ length: Number(count) }, (_, index) => index + 1);
  const missing = numbers.filter((number) => !byNumber.has(number));
  if (missing.length > 0) {
    throw new EngineError(
      'not-a-model',
      `Of the ${numbers.length} parts of ${stem}, ${missing.length} are missing: ${missing.join(', ')}.`,
      { remedy: 'Choose all parts at once.' },
    );
  }
  return numbers.map((number) => byNumber.get(number) as File);
}

/** @throws EngineError "not-a-model" where the file can't be read because of its size */
export function checkSize(name: string, bytes: number, canReadInPieces: boolean): void {
  if (bytes <= largestWholeFile || canReadInPieces) return;
  throw new EngineError(
    'not-a-model',
    `${name} has ${(bytes / 1e9).toFixed(1)} GB, and this browser reads files of up to 2 GB only.`,
    {
      remedy:
        'Split it with llama.cpp’s “llama-gguf-split --split-max-size 512M model.gguf model” and choose all parts, ' +
        'or use a current Chrome or Edge.',
    },
  );
}

function quoted(files: readonly { name: string }[]): string {
  return files.map(({ name }) => `“${name}”`).join(', ');
}
