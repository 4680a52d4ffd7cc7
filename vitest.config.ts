import { defineConfig } from 'vitest/config'

/**
 * Four kinds of tests. `pure` needs nothing but Node; `db` a real PostgreSQL, which tests/postgres.ts starts once;
 * `simulation` lives a year at random on one; `browser` a real browser on top. Modules are shared between files (isolate: false): a file must not change a module's
 * state, and in exchange the whole of `pure` runs in the time one isolated file would take.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    isolate: false,
    passWithNoTests: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['{kit,server,web,db}/**/*.test.ts', 'tests/{laws,rulings}/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', '**/node_modules/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['{server,db}/**/*.db.test.ts', 'tests/laws/**/*.db.test.ts', 'tests/{scenarios,api}/**/*.test.ts'],
          globalSetup: ['tests/postgres.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          // A run begins with modules of its own, and its clock is no other file's.
          name: 'simulation',
          isolate: true,
          include: ['tests/simulation/**/*.test.ts'],
          globalSetup: ['tests/postgres.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/postgres.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
