/** `npm run screenshots`: a picture of every page on both screens, into `screenshots/`. */
require('../support/typescript-hook.cjs');
require('./take-screenshots.ts');
