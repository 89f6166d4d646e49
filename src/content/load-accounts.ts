import { z } from 'zod';
import { unitCodeSchema } from '../units/schema';
import type { AccountConfig } from './config';
import type { Environment } from './environment';
import { suggest } from './nearest';
import type { AccountSuffix } from './variables';
import {
  accountSuffixes,
  accountVariable,
  isNotifyVariable,
  isQuerySecret,
  listVariables,
} from './variables';

const WHERE = '在公众平台“设置与开发 → 开发接口管理”里查看';

/** What each variable of an account must look like, and where to find it. */
const shapes: Readonly<Record<AccountSuffix, { schema: z.ZodType<string>; remedy: string }>> = {
  APP_ID: {
    schema: z
      .string()
      .refine((text) => !text.startsWith('gh_'), {
        error: '填成了原始 ID（gh_ 开头）；原始 ID 写在 unit.yaml 的 originalId',
      })
      .regex(/^(?:wx[0-9a-z]{16}|gh_.*)$/, '不对，AppID 是 wx 开头的 18 个字符'),
    remedy: WHERE,
  },
  APP_SECRET: {
    schema: z.string().regex(/^[0-9A-Za-z]{32}$/, '不对，AppSecret 是 32 个字母和数字'),
    remedy: `${WHERE}或重置`,
  },
  TOKEN: {
    schema: z
      .string()
      .min(8, '太短：令牌证明消息来自微信，短了能被猜中')
      .regex(/^[0-9A-Za-z]{3,32}$/, '不对，只能用英文字母和数字，最多 32 个'),
    remedy: '换成 16 到 32 个随机的字母和数字，并在公众平台“服务器配置”里填同样的值',
  },
  AES_KEY: aesKey(),
  AES_KEY_PREVIOUS: aesKey(),
};

function aesKey() {
  return {
    schema: z.string().regex(/^[0-9A-Za-z]{43}$/, '不对，EncodingAESKey 是 43 个字母和数字'),
    remedy: '从公众平台“服务器配置”里完整复制',
  };
}

/** Reads the accounts of the units in `units`; what is wrong is added to the environment's faults. */
export function loadAccounts(environment: Environment, units: readonly string[]): AccountConfig[] {
  const accounts = units
    .map((unit) => loadAccount(environment, unit))
    .filter((account) => account !== null);
  refuseDuplicates(environment, accounts);
  return accounts;
}

/** Whether any variable of any account is set, right or wrong. */
export function hasAccountVariables(environment: Environment, units: readonly string[]): boolean {
  return units.some((unit) =>
    accountSuffixes.some((suffix) => {
      const name = accountVariable(unit, suffix);
      return environment.has(name) || environment.has(`${name}_FILE`);
    }),
  );
}

function loadAccount(environment: Environment, unit: string): AccountConfig | null {
  if (!hasAccountVariables(environment, [unit])) return null;
  const read = (suffix: AccountSuffix): string | null => {
    const name = accountVariable(unit, suffix);
    const text = environment.secret(name);
    const { schema, remedy } = shapes[suffix];
    return text === null ? null : environment.check(name, text, schema, remedy);
  };
  const require = (suffix: AccountSuffix): string => {
    const name = accountVariable(unit, suffix);
    if (environment.has(name) || environment.has(`${name}_FILE`)) return read(suffix) ?? '';
    environment.fault(name, `${unit} 的公众号只配置了一半：缺少 ${name}`, WHERE);
    return '';
  };
  const account = {
    unit,
    appId: require('APP_ID'),
    appSecret: require('APP_SECRET'),
    token: require('TOKEN'),
    aesKey: read('AES_KEY'),
    previousAesKey: read('AES_KEY_PREVIOUS'),
  };
  checkRotation(environment, account);
  return account;
}

function checkRotation(environment: Environment, account: AccountConfig): void {
  const { unit, aesKey: current, previousAesKey: previous } = account;
  const name = accountVariable(unit, 'AES_KEY');
  const previousName = accountVariable(unit, 'AES_KEY_PREVIOUS');
  if (previous === null) return;
  if (previous === current) {
    environment.fault(
      previousName,
      `${previousName} 和 ${name} 一样`,
      '填更换前的旧密钥，或删掉这一行',
    );
  } else if (!environment.has(name) && !environment.has(`${name}_FILE`)) {
    environment.fault(
      previousName,
      `有 ${previousName} 却没有 ${name}`,
      `旧密钥只在更换期间和 ${name} 一起用`,
    );
  }
}

function refuseDuplicates(environment: Environment, accounts: readonly AccountConfig[]): void {
  const unitByAppId = new Map<string, string>();
  for (const { unit, appId } of accounts) {
    const other = unitByAppId.get(appId);
    if (appId !== '' && other !== undefined) {
      const name = accountVariable(unit, 'APP_ID');
      environment.fault(
        name,
        `${name} 和 ${accountVariable(other, 'APP_ID')} 是同一个 AppID`,
        WHERE,
      );
    }
    unitByAppId.set(appId, unit);
  }
}

/**
 * Names that look like an account's but belong to no unit, or are misspelt. In a `.env` file,
 * which is ours alone, any name close to one of ours counts too; other names there are returned.
 */
export function checkNames(environment: Environment, units: readonly string[]): string[] {
  const known = new Set(listVariables(units));
  const names = environment.names();
  const all = [...new Set([...names.process, ...names.file])].filter(
    (name) => !known.has(name) && !isQuerySecret(name, units) && !isOfNotify(name),
  );
  const unclear: string[] = [];
  for (const name of all) {
    const remedy = suggest(name, known);
    const unit = units.find((code) => name.startsWith(`${code.toUpperCase()}_`));
    const stranger = strangerOf(name, all);
    if (unit !== undefined) {
      environment.fault(
        name,
        `不认识 ${name}`,
        remedy ?? `可以写的有 ${unit.toUpperCase()}_APP_ID 等，见 .env.example`,
      );
    } else if (stranger !== null) {
      environment.fault(
        name,
        `${name} 的单位 ${stranger} 没有文件夹`,
        remedy ?? `先建 ${stranger}/unit.yaml，或删掉这一行`,
      );
    } else if (names.file.includes(name)) {
      if (remedy === null) unclear.push(name);
      else environment.fault(name, `不认识 ${name}`, remedy);
    }
  }
  return unclear;
}

const isOfNotify = (name: string): boolean => isNotifyVariable(name.replace(/_FILE$/, ''));

/**
 * The unit that a name speaks of, if it is surely meant for us: tokens and secrets of other tools
 * (GITHUB_TOKEN) are everywhere, so the same unit must also have an AppID or an AES key.
 */
function strangerOf(name: string, unknown: readonly string[]): string | null {
  const match =
    /^([A-Z][A-Z0-9]*)_(?:APP_ID|APP_SECRET|TOKEN|AES_KEY|AES_KEY_PREVIOUS)(?:_FILE)?$/.exec(name);
  const prefix = match?.[1];
  if (prefix === undefined || !unitCodeSchema.safeParse(prefix.toLowerCase()).success) return null;
  const sure = new RegExp(`^${prefix}_(?:APP_ID|AES_KEY)(?:_FILE)?$`);
  return unknown.some((other) => sure.test(other)) ? prefix.toLowerCase() : null;
}
