/** `npm run bench [-- --quick]`: compiles the bench on the way and runs it. */
require('../support/typescript-hook.cjs');
require('./bench.ts');
