import { defineConfig } from 'vitest/config';

export default defineConfig({
  define: { __STUDY_VERSION__: '"test"' },
  test: {
    include: ['tests/unit/**/*.test.ts'],
    environment: 'node',
    pool: 'threads',
    maxWorkers: '100%',
    // Files leave nothing behind for one another: modules are read once in each thread.
    isolate: false,
    testTimeout: 120_000,
    // What a describe block computes beforehand may take as long as a test.
    hookTimeout: 120_000,
  },
});
