import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,test,scripts,bench,web}/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/postgres.ts'],
    // The crash matrix starts a process per case: more at once than this and two cores only wait for each other.
    maxConcurrency: 3,
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
