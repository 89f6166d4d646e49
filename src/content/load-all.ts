import type { Config } from './config';
import type { Variables } from './environment';
import { readEnvironment } from './environment';
import type { Fault } from './fault';
import { resolveFolders } from './folders';
import { configOf, defaultEnvFile } from './load-config';
import type { ContentSet } from './load-content';
import { loadContent } from './load-content';

export type LoadedAll =
  | { config: Config; content: ContentSet; faults: []; warnings: string[] }
  | { config: null; content: null; faults: Fault[]; warnings: string[] };

/**
 * Environment and files in one go, so that a start that fails names everything that is wrong:
 * the files are read even where the environment has faults, from the folders that it names.
 * @param now decides which facts are past their day
 * @param envFile path of the `.env` file, read if it exists; null: none
 */
export async function loadAll(
  env: Variables,
  now: Date,
  envFile: string | null = defaultEnvFile(),
): Promise<LoadedAll> {
  const environment = readEnvironment(env, envFile);
  const { config, faults, warnings } = configOf(environment);
  const folders = resolveFolders(environment);
  const publicUrl = config?.publicUrl ?? 'https://localhost';
  const loaded = await loadContent({ ...folders, publicUrl, now });
  if (config && loaded.content) return { config, content: loaded.content, faults: [], warnings };
  return { config: null, content: null, faults: [...faults, ...loaded.faults], warnings };
}
