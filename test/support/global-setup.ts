import { prepareRun } from './database-harness';

/** Once before all test files. Jest takes the module itself for the function. */
export = prepareRun;
