/** Every variable of the environment that the product reads, apart from those of the accounts. */
export const plainVariables = [
  'NODE_ENV',
  'PORT',
  'HOST',
  'PUBLIC_URL',
  'CONSOLE_HOST',
  'CONSOLE_PORT',
  'TRUST_PROXY',
  'SIMULATOR_PORT',
  'TRIAL_EXAMPLES',
  'DATA_DIR',
  'MENUS_DIR',
  'REPLIES_DIR',
  'WECHAT_API_BASE',
  'CALLBACK_WINDOW_SECONDS',
  'OUTBOUND_PRIVATE_ALLOW',
  'LOG_LEVEL',
] as const;

/** Those that may be given in a file instead: `SECRET_KEY_FILE` holds the path. */
export const secretVariables = ['SECRET_KEY', 'DATABASE_URL', 'MIGRATION_DATABASE_URL'] as const;

/** What follows a unit's code: `RENSHE_APP_ID`, or `RENSHE_APP_ID_FILE`. */
export const accountSuffixes = [
  'APP_ID',
  'APP_SECRET',
  'TOKEN',
  'AES_KEY',
  'AES_KEY_PREVIOUS',
] as const;

export type PlainVariable = (typeof plainVariables)[number];
export type AccountSuffix = (typeof accountSuffixes)[number];
export type SecretVariable =
  | (typeof secretVariables)[number]
  | `${string}_${AccountSuffix}`
  | `${string}_QUERY_${string}`
  | `NOTIFY_${string}_${'URL' | 'SECRET'}`;

export function accountVariable(unit: string, suffix: AccountSuffix): `${string}_${AccountSuffix}` {
  return `${unit.toUpperCase()}_${suffix}`;
}

/** Secrets of a unit's own for the systems that its queries ask: `RENSHE_QUERY_KEY`; also as a file. */
export function isQuerySecret(
  name: string,
  units: readonly string[],
): name is `${string}_QUERY_${string}` {
  const prefixes = units.map((unit) => `${unit.toUpperCase()}_QUERY_`);
  return prefixes.some(
    (prefix) => name.startsWith(prefix) && /^[A-Z][A-Z0-9_]*$/.test(name.slice(prefix.length)),
  );
}

/** Where a group robot or another system is, and the secret shared with it: `NOTIFY_RENSHE_GROUP_URL`; also as a file. */
export function isNotifyVariable(name: string): name is `NOTIFY_${string}_${'URL' | 'SECRET'}` {
  return /^NOTIFY_[A-Z][A-Z0-9_]*_(?:URL|SECRET)$/.test(name);
}

/** All names that may be set, with the `_FILE` twins, for the given units. */
export function listVariables(units: Iterable<string>): string[] {
  const accounts = [...units].flatMap((unit) =>
    accountSuffixes.map((suffix) => accountVariable(unit, suffix)),
  );
  const secrets = [...secretVariables, ...accounts];
  return [...plainVariables, ...secrets, ...secrets.map((name) => `${name}_FILE`)];
}
