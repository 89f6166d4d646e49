import { endRun } from './database-harness';

/** Once after all test files. Jest takes the module itself for the function. */
export = endRun;
