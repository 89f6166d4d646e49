import { maskPersonalData } from '../privacy/mask';

const REDACTED = '[redacted]';
const MAX_DEPTH = 8;
const MAX_TEXT = 8000;

/** Fields whose value is never logged, whatever it looks like; compared without case, `_` and `-`. */
const SECRET_NAMES = new Set(
  (
    'secret appSecret secretKey password passphrase token accessToken refreshToken ticket jsapiTicket ' +
    'temporaryPassword currentPassword nextPassword totpSecret totp recoveryCode recoveryCodes otp ' +
    'aesKey encodingAesKey previousAesKey aesKeys key keys authorization cookie setCookie signature msgSignature ' +
    'encrypt encrypted echostr databaseUrl migrationDatabaseUrl ' +
    'openid toUser fromUserName unionid parameters ' +
    'content text recognition label xml body reply original plain words title description scanResult poiName'
  )
    .split(' ')
    .map(plainName),
);

const OPENID = /(?<![\w-])o(?=[\w-]*[A-Z0-9])[\w-]{27}(?![\w-])/g;
const QUERY_SECRET =
  /\b(access_token|refresh_token|secret|appsecret|token|ticket|signature|msg_signature|openid|code|echostr|password)=[^&\s"'#]+/gi;
/** PostgreSQL shows values in the details of a violated constraint. */
const DATABASE_KEY = /(Key \([^)]*\))=\(.*\)/s;
const DATABASE_ROW = /(Failing row contains ).*/s;
const URL_PASSWORD = /(:\/\/[^\s:/@]*:)[^\s@/]+@/g;

/** Too short or too plain for anything that is looked for: most field names and many values. */
const HARMLESS = /^[A-Za-z_]{0,27}$/;
/** One of our own ids. */
const OWN_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A text without openids, secrets in addresses and personal numbers, told by their shape. Long texts are cut. */
export function redactText(text: string): string {
  if (HARMLESS.test(text) || OWN_ID.test(text)) return text;
  const short = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  const withoutSecrets = short
    .replace(QUERY_SECRET, `$1=${REDACTED}`)
    .replace(URL_PASSWORD, `$1${REDACTED}@`)
    .replace(DATABASE_KEY, `$1=${REDACTED}`)
    .replace(DATABASE_ROW, `$1${REDACTED}`)
    .replace(OPENID, '[openid]');
  return maskPersonalData(withoutSecrets).masked;
}

/** A copy of whatever is to be logged that is safe to write: by name and by shape, at any depth, errors included. */
export function redact(value: unknown): unknown {
  return redactValue(value, 0, new Set());
}

function redactObject(object: object, depth: number, above: Set<object>): Record<string, unknown> {
  const safe: Record<string, unknown> = {};
  above.add(object);
  for (const [name, value] of Object.entries(object)) {
    const isEmpty = value === undefined || value === null || value === '';
    const isSecret = !isEmpty && typeof value !== 'boolean' && SECRET_NAMES.has(plainName(name));
    safe[redactText(name)] = isSecret ? REDACTED : redactValue(value, depth + 1, above);
  }
  above.delete(object);
  return safe;
}

function redactValue(value: unknown, depth: number, above: Set<object>): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'number' || typeof value === 'bigint') return redactNumber(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value;
  if (Buffer.isBuffer(value)) return `[${value.length} bytes]`;
  if (above.has(value)) return '[circular]';
  if (depth > MAX_DEPTH) return '[deep]';
  if (value instanceof Error) return redactError(value, depth, above);
  if (!Array.isArray(value)) return redactObject(plainObjectOf(value), depth, above);
  above.add(value);
  const safe = value.map((one: unknown) => redactValue(one, depth + 1, above));
  above.delete(value);
  return safe;
}

function redactError(error: Error, depth: number, above: Set<object>): Record<string, unknown> {
  const own = redactObject(error, depth, above);
  above.add(error);
  const safe: Record<string, unknown> = {
    type: error.name,
    message: redactText(error.message),
    stack: redactText(error.stack ?? ''),
    ...own,
  };
  if (error.cause !== undefined) safe['cause'] = redactValue(error.cause, depth + 1, above);
  if (error instanceof AggregateError) {
    safe['errors'] = redactValue(error.errors, depth + 1, above);
  }
  above.delete(error);
  return safe;
}

function redactNumber(value: number | bigint): unknown {
  const text = String(value);
  const { masked } = maskPersonalData(text);
  return masked === text ? value : masked;
}

function plainObjectOf(value: object): object {
  if (value instanceof Map) return Object.fromEntries(value as Map<string, unknown>);
  if (value instanceof Set) return Object.fromEntries([...value].map((one, index) => [index, one]));
  return value;
}

function plainName(name: string): string {
  return name.replace(/[-_]/g, '').toLowerCase();
}
