/** What one process is told by its environment, checked. Times are in milliseconds. */
export interface AccountConfig {
  /** Unit and account code: `renshe`. */
  unit: string;
  appId: string;
  appSecret: string;
  token: string;
  /** Base64 of 43 characters; set means safe mode only. */
  aesKey: string | null;
  previousAesKey: string | null;
}

export interface Config {
  production: boolean;
  /** No account configured and not production: run with the simulator. */
  trial: boolean;
  port: number;
  host: string;
  /** Null: embedded PostgreSQL in `dataDir`. */
  databaseUrl: string | null;
  /** The owner's connection for migrations; null: the same as `databaseUrl`. */
  migrationDatabaseUrl: string | null;
  dataDir: string;
  wechatApiBase: string;
  /** Origin that phones reach, without a trailing slash. */
  publicUrl: string;
  /** Console and API answer only here when set. */
  console: { host: string; port: number } | null;
  trustProxy: boolean;
  simulatorPort: number;
  /** Trial mode begins with example cases. */
  trialExamples: boolean;
  menusDir: string;
  repliesDir: string;
  /** Null in trial mode until one is generated and kept in `dataDir`. */
  secretKey: string | null;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** How far a callback's timestamp may be from ours. */
  callbackWindowMs: number;
  accounts: readonly AccountConfig[];
  /** Systems on the inner network that queries may ask: host as in the URL, and its network (CIDR). */
  outboundPrivateAllow: readonly { host: string; cidr: string }[];
  /** Addresses and secrets of group robots and other systems that are told, by their variable's name. */
  notifySecrets: ReadonlyMap<string, string>;
  /** Secrets for the systems that queries ask, by their variable's name. */
  querySecrets: ReadonlyMap<string, string>;
}
