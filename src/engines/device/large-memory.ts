/** A module with a memory of 64-bit addresses. */
const largeMemoryModule = Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, 5, 3, 1, 4, 1]);

/** WebAssembly memory with 64-bit addresses: browsers that have it have all else that llama.cpp needs here. */
export function hasLargeMemory(wasm: Pick<typeof WebAssembly, 'validate'> | undefined): boolean {
  return wasm?.validate(largeMemoryModule) ?? false;
}
