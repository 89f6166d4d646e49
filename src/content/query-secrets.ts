import type { Environment } from './environment';
import { isQuerySecret } from './variables';

const FILE = '_FILE';

/** Secrets of the environment that units' queries may send: `<UNIT>_QUERY_…`, or its `_FILE` twin. */
export function loadQuerySecrets(
  environment: Environment,
  units: readonly string[],
): ReadonlyMap<string, string> {
  const names = environment.names();
  const found = [...names.process, ...names.file].map((name) =>
    name.endsWith(FILE) ? name.slice(0, -FILE.length) : name,
  );
  const secrets = new Map<string, string>();
  for (const name of new Set(found)) {
    const value = isQuerySecret(name, units) ? environment.secret(name) : null;
    if (value !== null) secrets.set(name, value);
  }
  return secrets;
}
