import path from 'node:path';
import type { AccountConfig, Config } from './config';
import type { Environment, Variables } from './environment';
import { readEnvironment } from './environment';
import type { Fault } from './fault';
import { listUnitFolders, resolveFolders } from './folders';
import { checkNames, hasAccountVariables, loadAccounts } from './load-accounts';
import { loadNotifySecrets } from './notify-secrets';
import { loadQuerySecrets } from './query-secrets';
import * as settings from './setting-schemas';
import { accountVariable } from './variables';

export type LoadedConfig =
  | { config: Config; faults: []; warnings: string[] }
  | { config: null; faults: Fault[]; warnings: string[] };

/** The `.env` file of the working folder. */
export function defaultEnvFile(): string {
  return path.join(process.cwd(), '.env');
}

/**
 * What the process is told, checked as a whole: every fault is returned, not only the first.
 * @param env the process's variables; they win over those of the `.env` file
 * @param envFile path of the `.env` file, read if it exists; null: none
 */
export function loadConfig(
  env: Variables,
  envFile: string | null = defaultEnvFile(),
): LoadedConfig {
  return configOf(readEnvironment(env, envFile));
}

/** `loadConfig` for an environment that has been read already. */
export function configOf(environment: Environment): LoadedConfig {
  const folders = resolveFolders(environment);
  const units = listUnitFolders(folders.repliesDir);
  const production = isProduction(environment);
  const accounts = loadAccounts(environment, units);
  const trial = !production && !hasAccountVariables(environment, units);
  if (production && accounts.length === 0 && units.length > 0) refuseNoAccount(environment);

  const network = readNetwork(environment);
  const config: Config = {
    production,
    trial,
    ...folders,
    ...network,
    publicUrl: readPublicUrl(environment, production, network),
    trialExamples: environment.read('TRIAL_EXAMPLES', settings.booleanSchema, true),
    ...readDatabase(environment),
    wechatApiBase: environment.read(
      'WECHAT_API_BASE',
      settings.apiBaseSchema,
      'https://api.weixin.qq.com',
      '一般不用设置，删掉这一行',
    ),
    secretKey: readSecretKey(environment, production),
    logLevel: environment.read('LOG_LEVEL', settings.logLevelSchema, 'info'),
    callbackWindowMs:
      environment.read('CALLBACK_WINDOW_SECONDS', settings.windowSecondsSchema, 600) * 1000,
    accounts,
    outboundPrivateAllow: environment.read(
      'OUTBOUND_PRIVATE_ALLOW',
      settings.privateAllowSchema,
      [],
      '写成 主机名=网段，例如 claims.junshan.gov.cn=10.20.0.0/16，几个用逗号隔开',
    ),
    notifySecrets: loadNotifySecrets(environment),
    querySecrets: loadQuerySecrets(environment, units),
  };
  const unclear = units.length === 0 ? [] : checkNames(environment, units);
  const warnings = [...warningsOf(config), ...unclear.map((name) => `.env 里的 ${name} 没有用处`)];
  return environment.faults.length === 0
    ? { config, faults: [], warnings }
    : { config: null, faults: environment.faults, warnings };
}

function isProduction(environment: Environment): boolean {
  const remedy = '正式运行写 NODE_ENV=production；试用不用设置';
  return (
    environment.read('NODE_ENV', settings.nodeEnvSchema, 'development', remedy) === 'production'
  );
}

function refuseNoAccount(environment: Environment): void {
  environment.fault(
    'NODE_ENV',
    '正式运行（NODE_ENV=production）至少要配置一个公众号',
    '设置 RENSHE_APP_ID、RENSHE_APP_SECRET、RENSHE_TOKEN、RENSHE_AES_KEY，见 .env.example',
  );
}

type Network = Pick<Config, 'port' | 'host' | 'console' | 'simulatorPort' | 'trustProxy'>;

function readNetwork(environment: Environment): Network {
  const host = environment.read('HOST', settings.hostSchema, '127.0.0.1');
  const port = environment.read('PORT', settings.portSchema, 3000);
  const simulatorPort = environment.read('SIMULATOR_PORT', settings.portSchema, 3001);
  const consoleHost = environment.read('CONSOLE_HOST', settings.hostSchema, '127.0.0.1');
  const consolePort = environment.read('CONSOLE_PORT', settings.portSchema, 0);
  const hasConsole = environment.text('CONSOLE_PORT') !== null;
  if (!hasConsole && environment.text('CONSOLE_HOST') !== null) {
    environment.fault(
      'CONSOLE_HOST',
      '有 CONSOLE_HOST 却没有 CONSOLE_PORT',
      '加上 CONSOLE_PORT，例如 3002',
    );
  }
  const taken = new Map([[port, 'PORT']]);
  const others = [
    ['SIMULATOR_PORT', simulatorPort],
    ...(hasConsole ? ([['CONSOLE_PORT', consolePort]] as const) : []),
  ] as const;
  for (const [name, value] of others) {
    const other = taken.get(value);
    if (other !== undefined && value !== 0) {
      environment.fault(name, `${name} 和 ${other} 都是 ${value}`, '改成不同的端口');
    }
    taken.set(value, name);
  }
  return {
    host,
    port,
    simulatorPort,
    console: hasConsole ? { host: consoleHost, port: consolePort } : null,
    trustProxy: environment.read('TRUST_PROXY', settings.booleanSchema, false),
  };
}

function readPublicUrl(environment: Environment, production: boolean, network: Network): string {
  const example = '写手机能打开的网址，例如 PUBLIC_URL=https://zj.example.gov.cn';
  const local = `http://${network.host.includes(':') ? `[${network.host}]` : network.host}:${network.port}`;
  const url = environment.read('PUBLIC_URL', settings.originSchema, local, example);
  if (!production) return url;
  if (environment.text('PUBLIC_URL') === null) {
    environment.fault('PUBLIC_URL', '正式运行要设置 PUBLIC_URL', example);
  } else if (url !== local && !url.startsWith('https:')) {
    environment.fault('PUBLIC_URL', '正式运行的 PUBLIC_URL 要以 https:// 开头', example);
  }
  return url;
}

function readDatabase(
  environment: Environment,
): Pick<Config, 'databaseUrl' | 'migrationDatabaseUrl'> {
  const remedy =
    '写成 postgresql://user:password@host:5432/zhijian；密码里的 @ : / # 等符号用百分号编码';
  const read = (name: 'DATABASE_URL' | 'MIGRATION_DATABASE_URL') => {
    const text = environment.secret(name);
    return text === null ? null : environment.check(name, text, settings.databaseUrlSchema, remedy);
  };
  const databaseUrl = read('DATABASE_URL');
  const migrationDatabaseUrl = read('MIGRATION_DATABASE_URL');
  const hasMain = environment.has('DATABASE_URL') || environment.has('DATABASE_URL_FILE');
  if (migrationDatabaseUrl !== null && !hasMain) {
    environment.fault(
      'MIGRATION_DATABASE_URL',
      '有 MIGRATION_DATABASE_URL 却没有 DATABASE_URL',
      '两个都写，或都不写（用内置数据库）',
    );
  }
  return { databaseUrl, migrationDatabaseUrl };
}

function readSecretKey(environment: Environment, production: boolean): string | null {
  const remedy = '用 openssl rand -hex 32 生成一个，妥善保存：丢了它，加密的内容就打不开';
  const text = environment.secret('SECRET_KEY');
  if (text !== null) return environment.check('SECRET_KEY', text, settings.secretKeySchema, remedy);
  const isSet = environment.has('SECRET_KEY') || environment.has('SECRET_KEY_FILE');
  if (production && !isSet) environment.fault('SECRET_KEY', '正式运行要设置 SECRET_KEY', remedy);
  return null;
}

function warningsOf(config: Config): string[] {
  const warnings = config.accounts
    .filter((account: AccountConfig) => account.aesKey === null)
    .map(
      ({ unit }) =>
        `${unit} 没有设置 ${accountVariable(unit, 'AES_KEY')}：消息按明文收发，消息内容无法证明来自微信。请在公众平台改用“安全模式”。`,
    );
  if (config.trial && !settings.isLoopback(config.host)) {
    warnings.push(
      `试用模式监听了 ${config.host}：能连上这台电脑的人都能打开，试用账号不要用于正式办公。`,
    );
  }
  return warnings;
}
