import { createHash } from 'node:crypto';
import { escapeIdentifier, type Client } from 'pg';
import type { Logger } from 'pino';
import { privileges } from './privileges';
import { admitToReader, closedToReader, READER_ROLE, walls } from './walls';

const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Puts up the second wall, as the owner: the role that reads for staff, what it may do, and the policies.
 * What stands already is left alone, because a change of a policy keeps everybody from its table.
 * @param appRole the process's role, which is not the owner's
 * @param tables all that there are
 * @returns false where the owner may not make the role: there the first wall stands alone
 */
export async function raiseWalls(
  client: Client,
  appRole: string,
  tables: readonly string[],
  logger: Logger,
): Promise<boolean> {
  if (!(await hasReader(client, appRole, logger))) return false;
  const standing = await readMarks(client);
  const changed = Object.entries(walls).filter(
    ([table, rows]) => tables.includes(table) && standing.get(table) !== markOf(rows),
  );
  await client.query(
    [
      'begin;',
      ...changed.flatMap(([table, rows]) => wallOf(table, rows)),
      ...grants(tables),
      'commit',
    ].join('\n'),
  );
  return true;
}

/** Makes the role and lets the process take it on, where that is not so yet. */
async function hasReader(client: Client, appRole: string, logger: Logger): Promise<boolean> {
  const { rows } = await client.query<{ exists: boolean; isAdmitted: boolean; version: number }>(
    `select r.oid is not null as exists,
       coalesce(pg_has_role($2, r.oid, 'member') and not pg_has_role($2, r.oid, 'usage'), false)
         as "isAdmitted",
       current_setting('server_version_num')::int as version
     from (values (1)) v left join pg_roles r on r.rolname = $1`,
    [READER_ROLE, appRole],
  );
  const { exists, isAdmitted, version } = rows[0]!;
  const create = exists ? '' : `create role ${READER_ROLE} nologin;`;
  const admit = isAdmitted ? '' : admitToReader(version, escapeIdentifier(appRole));
  try {
    await client.query(create + admit);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw error;
    logger.warn(
      { err: error },
      `数据库里建不了角色 ${READER_ROLE}，单位之间的第二道隔离没有开启。请让数据库管理员执行下面的语句，再重新启动：${create} ${admit}`,
    );
    return false;
  }
}

/** Which form of its policy each table has. */
async function readMarks(client: Client): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ table: string; mark: string }>(
    `select c.relname as table, obj_description(p.oid, 'pg_policy') as mark
     from pg_policy p join pg_class c on c.oid = p.polrelid
     where c.relnamespace = 'public'::regnamespace and c.relrowsecurity
       and p.polname = c.relname || '_scope'`,
  );
  return new Map(rows.map(({ table, mark }) => [table, mark]));
}

const markOf = (rows: string): string =>
  createHash('sha256').update(rows).digest('hex').slice(0, 16);

/** Everybody with a right on the table has all of its rows; who reads for staff only some of them. */
function wallOf(table: string, rows: string): string[] {
  const scope = `${table}_scope`;
  return [
    `drop policy if exists ${table}_all on ${table};`,
    `drop policy if exists ${scope} on ${table};`,
    `create policy ${table}_all on ${table} using (true) with check (true);`,
    `create policy ${scope} on ${table} as restrictive for select to ${READER_ROLE} using (${rows});`,
    `comment on policy ${scope} on ${table} is '${markOf(rows)}';`,
    `alter table ${table} enable row level security;`,
  ];
}

/** The reader writes what reading leaves behind (the record), so it has the process's rights, but for what is closed to it. */
function grants(tables: readonly string[]): string[] {
  return tables.flatMap((table) => {
    const revoke = `revoke all on ${table} from ${READER_ROLE};`;
    const rights = closedToReader.includes(table) ? undefined : privileges[table];
    return rights
      ? [revoke, `grant ${rights.join(', ')} on ${table} to ${READER_ROLE};`]
      : [revoke];
  });
}
