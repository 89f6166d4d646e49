import { Client } from 'pg';
import { AppError } from '../platform/errors';
import { isDatabaseUnavailable } from './database-errors';

const OLDEST_VERSION = 140_000;

const REASONS: Readonly<Record<string, string>> = {
  '28P01': '用户名或密码不对',
  '28000': '数据库不允许这个用户从本机登录（见它的 pg_hba.conf）',
  '3D000': '没有这个名字的数据库，请先建好',
  '42501': '用户没有建表的权限。请用 MIGRATION_DATABASE_URL 另给一个有权限的用户',
};

/**
 * Asks an outside database whether it will do, before anything is changed in it.
 * @throws AppError `bad_configuration` when it is too old; errors of `pg` as they come
 */
export async function checkOutsideDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ number: number; version: string }>(
      "select current_setting('server_version_num')::int as number, current_setting('server_version') as version",
    );
    const { number, version } = rows[0]!;
    if (number >= OLDEST_VERSION) return;
    throw new AppError(
      'bad_configuration',
      `DATABASE_URL 指向的是 PostgreSQL ${version}，至少要 PostgreSQL 14。`,
    );
  } finally {
    await client.end();
  }
}

/** A sentence for what keeps us from an outside database at the start; other errors come back as they are. */
export function explainOutsideError(error: unknown, url: string): unknown {
  if (error instanceof AppError) return error;
  const reason = REASONS[(error as { code?: string } | null)?.code ?? ''];
  if (reason) {
    return new AppError(
      'bad_configuration',
      `不能使用数据库 ${placeOf(url)}：${reason}。`,
      {},
      { cause: error },
    );
  }
  if (!isDatabaseUnavailable(error)) return error;
  return new AppError(
    'database_unavailable',
    `连接不上数据库 ${placeOf(url)}。请检查 DATABASE_URL 的地址、网络，以及数据库是否在运行。`,
    {},
    { cause: error },
  );
}

/** Host and name without user and password. */
function placeOf(url: string): string {
  return url
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^[^/]*@/, '')
    .replace(/\?.*$/, '');
}
