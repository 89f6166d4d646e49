import { Client } from 'pg';
import { SUPERUSER } from '../embedded/initialise';
import { socketUrl } from '../embedded/roles';

/** What PostgreSQL says at the end of a backup. */
export interface BackupEnd {
  /** Must lie in the copied data folder as `backup_label`. */
  label: string;
  startLsn: string;
  stopLsn: string;
  /** The WAL segments that the copy cannot be opened without, first and last. */
  firstSegment: string;
  lastSegment: string;
}

/** A connection in backup mode: the server keeps every WAL segment from its beginning until `close`. */
export interface BackupSession {
  end(): Promise<BackupEnd>;
  /** Leaves backup mode, also when the backup was not ended. */
  close(): Promise<void>;
}

/**
 * Puts the server into backup mode. A temporary replication slot, reserved before the backup's
 * checkpoint, keeps the WAL; it and the mode end with the connection, however that ends.
 */
export async function beginBackup(socketFolder: string): Promise<BackupSession> {
  const client = new Client({
    connectionString: socketUrl(socketFolder, SUPERUSER, SUPERUSER),
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [
      `zhijian_backup_${process.pid}`,
    ]);
    const started = await client.query<{ lsn: string }>(
      "select pg_backup_start('zhijian', true) as lsn",
    );
    const startLsn = started.rows[0]!.lsn;
    return { end: () => endBackup(client, startLsn), close: () => client.end() };
  } catch (error) {
    await client.end();
    throw error;
  }
}

async function endBackup(client: Client, startLsn: string): Promise<BackupEnd> {
  const stopped = await client.query<{ lsn: string; labelfile: string; spcmapfile: string }>(
    'select lsn, labelfile, spcmapfile from pg_backup_stop(false)',
  );
  const { lsn: stopLsn, labelfile, spcmapfile } = stopped.rows[0]!;
  if (spcmapfile.trim() !== '') throw new Error('The database has tablespaces outside its folder');
  const names = await client.query<{ first: string; last: string }>(
    'select pg_walfile_name($1::pg_lsn) as first, pg_walfile_name($2::pg_lsn) as last',
    [startLsn, stopLsn],
  );
  const { first, last } = names.rows[0]!;
  return { label: labelfile, startLsn, stopLsn, firstSegment: first, lastSegment: last };
}
