/** `npm run bench [-- --quick]`: compiles the bench on the way and runs it; `-- delivery`: the one of delivery. */
require('../support/typescript-hook.cjs');
require(process.argv.includes('delivery') ? './delivery.ts' : './bench.ts');
