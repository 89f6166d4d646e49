const base = require('../../jest.config.js');

/** Tests that need a browser (CHROMIUM_PATH, default /usr/bin/chromium) and the built product in dist/. */
/** @type {import('jest').Config} */
module.exports = {
  ...base,
  testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/'],
  globalSetup: undefined,
  globalTeardown: undefined,
  testTimeout: 60000,
  maxWorkers: 1,
};
