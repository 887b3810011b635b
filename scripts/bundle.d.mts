/**
 * Bundles an entry with all of our code that it imports; packages are left to node_modules.
 *
 * @returns the path of the program, in a folder that is the caller's to delete
 */
export function bundle(entry: string): Promise<string>;
