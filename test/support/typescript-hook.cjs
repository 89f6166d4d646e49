/** Lets a plain `node -r` child process of a test load our TypeScript, as jest's transform does. */
const Module = require('node:module');
const { transformFileSync } = require('@swc/core');
const [, options] = require('../../jest.config.js').transform['^.+\\.ts$'];

Module._extensions['.ts'] = (module, file) => {
  module._compile(transformFileSync(file, { ...options, sourceMaps: 'inline' }).code, file);
};
