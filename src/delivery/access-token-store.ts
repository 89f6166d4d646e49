import type { Database } from '../database/database';
import type { Sealer } from '../privacy/sealer';
import type { AccessToken, TokenStore } from '../wechat/api/token-store';

interface Row {
  token: Buffer;
  expires_at: Date;
  fetched_at: Date;
}

/**
 * Each account's token for all its processes, sealed. A token that cannot be opened (another
 * SECRET_KEY) is as good as none: WeChat gives another.
 */
export function createAccessTokenStore(database: Database, sealer: Sealer): TokenStore {
  const open = (account: string, row: Row | undefined): AccessToken | null => {
    if (!row) return null;
    try {
      const value = sealer.open(row.token, contextOf(account));
      return { value, fetchedAt: row.fetched_at, expiresAt: row.expires_at };
    } catch {
      return null;
    }
  };
  return {
    async find(account) {
      const [row] = await database.query<Row>(
        'select token, expires_at, fetched_at from access_tokens where account = $1',
        [account],
      );
      return open(account, row);
    },
    save: (account, token, replacing) =>
      database.transaction(async (tx) => {
        const sealed = sealer.seal(token.value, contextOf(account));
        const values = [account, sealed, token.expiresAt, token.fetchedAt];
        const inserted = await tx.query(
          `insert into access_tokens (account, token, expires_at, fetched_at) values ($1, $2, $3, $4)
           on conflict (account) do nothing returning account`,
          values,
        );
        if (inserted.length > 0) return token;
        const [row] = await tx.query<Row>(
          'select token, expires_at, fetched_at from access_tokens where account = $1 for update',
          [account],
        );
        const stored = open(account, row);
        if (stored && stored.value !== replacing?.value) return stored;
        await tx.query(
          'update access_tokens set token = $2, expires_at = $3, fetched_at = $4 where account = $1',
          values,
        );
        return token;
      }),
  };
}

function contextOf(account: string): string {
  return `access_tokens.token:${account}`;
}
