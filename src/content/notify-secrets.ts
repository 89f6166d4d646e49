import type { Environment } from './environment';
import { isNotifyVariable } from './variables';

const FILE = '_FILE';

/** Addresses and secrets of group robots and other systems: `NOTIFY_…_URL`, `NOTIFY_…_SECRET`, or their `_FILE` twins. */
export function loadNotifySecrets(environment: Environment): ReadonlyMap<string, string> {
  const names = environment.names();
  const found = [...names.process, ...names.file].map((name) =>
    name.endsWith(FILE) ? name.slice(0, -FILE.length) : name,
  );
  const secrets = new Map<string, string>();
  for (const name of new Set(found)) {
    const value = isNotifyVariable(name) ? environment.secret(name) : null;
    if (value === null) continue;
    if (name.endsWith('_URL') && !isWebAddress(value)) {
      environment.fault(name, `${name} 要是网址`, '写成 https://… 的完整网址');
    } else {
      secrets.set(name, value);
    }
  }
  return secrets;
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
