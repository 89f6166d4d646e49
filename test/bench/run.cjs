/** `npm run bench [-- --quick]`: compiles the bench on the way and runs it; `-- delivery`: the one of delivery; `-- full`: over years of cases. */
require('../support/typescript-hook.cjs');
const named = ['delivery', 'full'].find((name) => process.argv.includes(name));
require(named ? `./${named}.ts` : './bench.ts');
