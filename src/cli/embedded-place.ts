import path from 'node:path';
import { readEnvironment } from '../content/environment';
import { resolveFolders } from '../content/folders';
import { defaultEnvFile } from '../content/load-config';
import { AppError } from '../platform/errors';
import type { CommandIo } from './command';

/**
 * Where the embedded database lies. Only that is read of the configuration: a backup must be
 * possible while another setting is wrong, and a restore before all of them are there.
 * @param outside the sentence for an outside database
 * @throws AppError `bad_request` with it when DATABASE_URL is set
 */
export function findEmbeddedPlace(io: CommandIo, outside: string): { dataDir: string } {
  const environment = readEnvironment(io.env, defaultEnvFile());
  if (environment.secret('DATABASE_URL') !== null) throw new AppError('bad_request', outside);
  return { dataDir: resolveFolders(environment).dataDir };
}

/** A folder that the operator typed, seen from where the operator stands: npm itself changes folders. */
export function resolveFolder(io: CommandIo, typed: string): string {
  return path.resolve(io.env.INIT_CWD ?? process.cwd(), typed);
}
