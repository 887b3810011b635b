import { randomUUID } from 'node:crypto';

export interface StoredFile {
  id: string;
  object: 'file';
  purpose: string;
  filename: string;
  bytes: number;
  created_at: number;
  status: 'processed';
  content: string;
}

const now = () => Math.floor(Date.now() / 1000);

/** The files of an account. */
export class Files {
  readonly #files = new Map<string, StoredFile>();

  add(content: string, purpose: string, filename: string): StoredFile {
    const file: StoredFile = {
      id: `file-${randomUUID().slice(0, 12)}`,
      object: 'file',
      purpose,
      filename,
      bytes: Buffer.byteLength(content),
      created_at: now(),
      status: 'processed',
      content,
    };
    this.#files.set(file.id, file);
    return file;
  }

  get(id: string): StoredFile | undefined {
    return this.#files.get(id);
  }

  list(purpose?: string | null): StoredFile[] {
    return [...this.#files.values()].filter((file) => !purpose || file.purpose === purpose);
  }

  delete(id: string): boolean {
    return this.#files.delete(id);
  }
}

/** A file as the API tells of it. */
export function told({ content: _content, ...file }: StoredFile) {
  return file;
}

/** The parts of a multipart/form-data body (RFC 7578), as text. */
export async function readForm(type: string, body: Buffer): Promise<FormData> {
  return new Response(body as unknown as BodyInit, { headers: { 'content-type': type } }).formData();
}
