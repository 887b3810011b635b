/** A file that was dropped somewhere on the page, and waits to be looked into. */
class Incoming {
  file = $state.raw<File>();

  /** @returns the file, once */
  take(): File | undefined {
    const { file } = this;
    this.file = undefined;
    return file;
  }
}

export const incoming = new Incoming();
