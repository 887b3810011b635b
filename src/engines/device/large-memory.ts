/** WebAssembly memory with 64-bit addresses: browsers that have it have all else that llama.cpp needs here. */
export function hasLargeMemory(): boolean {
  try {
    // TypeScript's types don't know of it yet.
    const options = { address: 'i64', initial: 1n } as unknown as WebAssembly.MemoryDescriptor;
    return new WebAssembly.Memory(options) instanceof WebAssembly.Memory;
  } catch {
    return false;
  }
}
