/**
 * A file that tells of each read of it: wllama reads a model out of it piece by piece and itself says nothing of how
 * far it is. It is no copy.
 */
export class CountedFile extends File {
  readonly #onRead: (bytes: number) => void;

  constructor(file: File, onRead: (bytes: number) => void) {
    super([file], file.name);
    this.#onRead = onRead;
  }

  override slice(start = 0, end = this.size, type?: string): Blob {
    this.#onRead(Math.min(end, this.size) - start);
    return super.slice(start, end, type);
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const count = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (chunk, controller) => {
        this.#onRead(chunk.byteLength);
        controller.enqueue(chunk);
      },
    });
    return super.stream().pipeThrough(count);
  }
}
