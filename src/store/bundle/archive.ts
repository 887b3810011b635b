import { unzipSync, Zip, ZipDeflate } from 'fflate';
import { BundleError } from './bundle-error';

/** Bytes of an archive, of all members together, and of one; and how many members. */
export interface Limits {
  archive: number;
  total: number;
  member: number;
  members: number;
}

/** 1,000,000 trials with answers, or as much as a tab can hold. */
export const defaultLimits: Limits = { archive: 1e9, total: 2e9, member: 256e6, members: 2200 };

/** Members of an archive, each decompressed when it is asked for. */
export interface Archive {
  names: string[];
  /** @throws BundleError where it can't be decompressed */
  read(name: string): Uint8Array;
}

const unreadable = (cause: unknown) =>
  new BundleError('not-bundle', 'This is not a zip archive, or a damaged one', [], { cause });

/** The archive's own word for "no": what is thrown in a filter ends the reading. */
function tooLarge(what: string): never {
  throw new BundleError('too-large', `This archive is too large to be read here: ${what}`);
}

/**
 * Opens a zip archive, of which nothing is decompressed yet.
 *
 * @throws BundleError 'not-bundle', or 'too-large' before any memory is taken
 */
export function openArchive(bytes: Uint8Array, limits: Limits): Archive {
  if (bytes.length > limits.archive) tooLarge(`${bytes.length} bytes`);
  const names: string[] = [];
  let total = 0;
  const walk = (filter: NonNullable<Parameters<typeof unzipSync>[1]>['filter']) => {
    try {
      return unzipSync(bytes, { filter });
    } catch (cause) {
      throw cause instanceof BundleError ? cause : unreadable(cause);
    }
  };
  walk(({ name, originalSize }) => {
    total += originalSize;
    if (originalSize > limits.member) tooLarge(`${name} has ${originalSize} bytes`);
    if (total > limits.total) tooLarge(`its members have more than ${limits.total} bytes`);
    if (names.length === limits.members) tooLarge(`it has more than ${limits.members} members`);
    if (names.includes(name)) {
      throw new BundleError('malformed', `This archive has the member ${name} twice`);
    }
    names.push(name);
    return false;
  });
  return {
    names,
    read(name) {
      const member = walk((file) => file.name === name)[name];
      if (!member) throw unreadable(new Error(`no ${name}`));
      return member;
    },
  };
}

/** Writes a zip archive, member after member; the same members give the same bytes. */
export class ArchiveWriter {
  readonly #chunks: Uint8Array<ArrayBuffer>[] = [];
  readonly #zip: Zip;
  #error: Error | undefined;

  constructor() {
    this.#zip = new Zip((error, chunk) => {
      if (error) this.#error = error;
      else this.#chunks.push(chunk as Uint8Array<ArrayBuffer>);
    });
  }

  add(name: string, bytes: Uint8Array): void {
    const member = new ZipDeflate(name, { level: 6 });
    // Zip keeps the time as the clock on the wall shows it: this is one time everywhere.
    member.mtime = new Date(1980, 0, 1, 12);
    this.#zip.add(member);
    member.push(bytes, true);
    if (this.#error) throw this.#error;
  }

  end(): Blob {
    this.#zip.end();
    if (this.#error) throw this.#error;
    return new Blob(this.#chunks, { type: 'application/zip' });
  }
}
