/** A name of an experiment as the beginning of a file's name. */
export function fileName(name: string): string {
  return (
    name
      .replace(/[^\w-]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .toLowerCase() || 'experiment'
  );
}
