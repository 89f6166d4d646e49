/** `npm run proof [-- <name> …]`: compiles the proofs on the way and runs them. */
require('../support/typescript-hook.cjs');
require('./run.ts');
