import { z } from 'zod';
import { isPrivateNetwork } from '../platform/outbound-policy';

/** Shapes of single variables. Messages follow the variable's name: `PORT 要是 0 到 65535 的整数`. */

function integer(min: number, max: number) {
  const error = `要是 ${min} 到 ${max} 的整数`;
  return z
    .string()
    .regex(/^\d+$/, error)
    .transform(Number)
    .pipe(z.number().min(min, error).max(max, error));
}

/** 0 lets the system choose a free port. */
export const portSchema = integer(0, 65_535);
export const windowSecondsSchema = integer(30, 86_400);

export const hostSchema = z
  .string()
  .regex(/^(?:[A-Za-z0-9.-]+|[0-9A-Fa-f:]+)$/, '要是 IP 地址或主机名，不带协议和端口');

export const booleanSchema = z
  .enum(['true', 'false', '1', '0'], { error: '要写 true 或 false' })
  .transform((text) => text === 'true' || text === '1');

export const nodeEnvSchema = z.enum(['production', 'development', 'test'], {
  error: '只能是 production、development 或 test',
});

export const logLevelSchema = z.enum(
  ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
  { error: '只能是 fatal、error、warn、info、debug、trace 或 silent' },
);

/** `https://zj.example.gov.cn`: nothing after the host. Gives it without a trailing slash. */
export const originSchema = z.string().transform((text, context) => {
  const url = parseUrl(text);
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
  context.addIssue({ code: 'custom', message: '要是一个网站地址，后面不带路径' });
  return z.NEVER;
});

/** An address to call, perhaps with a path; plain http only within the machine. */
export const apiBaseSchema = z.string().transform((text, context) => {
  const url = parseUrl(text);
  const safe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (url && safe && !url.search && !url.hash) return url.href.replace(/\/+$/, '');
  context.addIssue({ code: 'custom', message: '要是 https 开头的网址（本机地址可以用 http）' });
  return z.NEVER;
});

export const databaseUrlSchema = z
  .string()
  .refine((text) => /^postgres(?:ql)?:$/.test(parseUrl(text)?.protocol ?? ''), {
    error: '要是 PostgreSQL 的连接地址',
  });

/** `claims.junshan.gov.cn=10.20.0.0/16,10.8.3.5=10.8.3.5/32`: private networks and nothing else. */
export const privateAllowSchema = z.string().transform((text, context) =>
  text
    .split(/[,，\s]+/)
    .filter((part) => part !== '')
    .map((part) => {
      const [host = '', cidr = '', ...rest] = part.split('=');
      const isHost = /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])$/i.test(host);
      if (!isHost || cidr === '' || rest.length > 0) {
        context.addIssue({ code: 'custom', message: `里的“${part}”不是“主机名=网段”` });
      } else if (!isPrivateNetwork(cidr)) {
        context.addIssue({
          code: 'custom',
          message: `里的“${cidr}”不是内网网段（10、172.16、192.168 开头等）`,
        });
      }
      return { host: host.toLowerCase(), cidr };
    }),
);

/** Long enough and not one key held down. */
export const secretKeySchema = z
  .string()
  .refine((text) => text.length >= 32, { error: '太短，至少 32 个字符' })
  .refine((text) => new Set(text).size >= 8, { error: '太容易猜' });

export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host === '[::1]' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
  );
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
