import type { Database, Queryable, Tx } from '../../database/database';
import { AppError } from '../../platform/errors';
import { createId } from '../../platform/ids';

export const exportFormats = { xlsx: 'Excel', csv: 'CSV' } as const;
export type ExportFormat = keyof typeof exportFormats;
export type ExportKind = 'cases' | 'report';
export type ExportState = 'waiting' | 'running' | 'ready' | 'failed';

/** 导出, as the person who asked for it sees it. */
export interface ExportJobView {
  id: string;
  kind: ExportKind;
  format: ExportFormat;
  title: string;
  state: ExportState;
  /** Rows written, and how many there will be about; null: it is not known. */
  done: number;
  total: number | null;
  bytes: number | null;
  problem: string | null;
  createdAt: Date;
  expiresAt: Date;
}

/** What somebody asks for. */
export interface NewExport {
  staffId: string;
  kind: ExportKind;
  format: ExportFormat;
  title: string;
  request: unknown;
  total: number | null;
  at: Date;
}

/** A job that this process has to write. */
export interface ClaimedExport {
  id: string;
  staffId: string;
  kind: ExportKind;
  format: ExportFormat;
  request: unknown;
}

const KEPT_MS = 24 * 60 * 60 * 1000;
const LEASE_MS = 2 * 60 * 1000;
/** One person's files under way. */
const MOST_OPEN = 3;

const VIEW = `id, kind, format, title, state, done, total, bytes, problem, created_at as "createdAt",
  expires_at as "expiresAt"`;

/** @throws AppError conflict where the person has three under way */
export async function insertExport(tx: Tx, wanted: NewExport): Promise<ExportJobView> {
  const { staffId, kind, format, title, request, total, at } = wanted;
  const [open] = await tx.query<{ open: number }>(
    `select count(*)::int as open from export_jobs
     where staff_id = $1 and state in ('waiting', 'running')`,
    [staffId],
  );
  if (open!.open >= MOST_OPEN) {
    throw new AppError('conflict', '您已经有几个导出还没有完成，请等它们完成以后再导出。');
  }
  const [made] = await tx.query<ExportJobView>(
    `insert into export_jobs (id, staff_id, kind, format, title, request, state, done, total, created_at,
       expires_at)
     values ($1, $2, $3, $4, $5, $6, 'waiting', 0, $7, $8, $9) returning ${VIEW}`,
    [
      ...[createId(at), staffId, kind, format, title, JSON.stringify(request), total, at],
      new Date(at.getTime() + KEPT_MS),
    ],
  );
  return made!;
}

/** A person's own, the newest first. */
export async function listExports(db: Queryable, staffId: string): Promise<ExportJobView[]> {
  return db.query<ExportJobView>(
    `select ${VIEW} from export_jobs where staff_id = $1 order by id desc limit 50`,
    [staffId],
  );
}

/** @throws AppError not_found for one that is absent, or somebody else's */
export async function getExport(
  db: Queryable,
  staffId: string,
  id: string,
): Promise<ExportJobView & { request: unknown }> {
  const [job] = await db.query<ExportJobView & { request: unknown }>(
    `select ${VIEW}, request from export_jobs where staff_id = $1 and id = $2`,
    [staffId, id],
  );
  if (!job) throw new AppError('not_found', '没有这个导出，或者它已经过期。');
  return job;
}

/** The oldest that waits, or whose process is gone; what that one had written goes. */
export async function claimExport(db: Database, now: Date): Promise<ClaimedExport | null> {
  return db.transaction(async (tx) => {
    const [job] = await tx.query<ClaimedExport>(
      `update export_jobs set state = 'running', done = 0, lease_until = $2
       where id = (
         select id from export_jobs
         where state = 'waiting' or (state = 'running' and lease_until < $1)
         order by id limit 1 for update skip locked)
       returning id, staff_id as "staffId", kind, format, request`,
      [now, new Date(now.getTime() + LEASE_MS)],
    );
    if (job) await tx.query(`delete from export_chunks where job_id = $1`, [job.id]);
    return job ?? null;
  });
}

/** Keeps a piece of the file, says how far it has come and holds the job. */
export async function keepChunk(
  db: Database,
  id: string,
  chunk: { seq: number; bytes: Buffer; done: number; now: Date },
): Promise<void> {
  const { seq, bytes, done, now } = chunk;
  await db.transaction(async (tx) => {
    await tx.query(`insert into export_chunks (job_id, seq, bytes) values ($1, $2, $3)`, [
      ...[id, seq, bytes],
    ]);
    await tx.query(`update export_jobs set done = $2, lease_until = $3 where id = $1`, [
      ...[id, done, new Date(now.getTime() + LEASE_MS)],
    ]);
  });
}

/** Says how a job ended: with its rows and bytes, or why there is no file. */
export async function finishExport(
  db: Queryable,
  id: string,
  end: { kind: 'ready'; done: number; bytes: number } | { kind: 'failed'; problem: string },
): Promise<void> {
  if (end.kind === 'ready') {
    await db.query(
      `update export_jobs set state = 'ready', lease_until = null, done = $2, total = $2, bytes = $3
       where id = $1`,
      [id, end.done, end.bytes],
    );
    return;
  }
  await db.query(
    `update export_jobs set state = 'failed', lease_until = null, problem = $2 where id = $1`,
    [id, end.problem],
  );
}

/** The file, piece by piece. */
export async function* readChunks(db: Queryable, id: string): AsyncGenerator<Buffer> {
  for (let seq = 0; ; seq += 1) {
    const [chunk] = await db.query<{ bytes: Buffer }>(
      `select bytes from export_chunks where job_id = $1 and seq = $2`,
      [id, seq],
    );
    if (!chunk) return;
    yield chunk.bytes;
  }
}

/** Takes away files whose time is over. @returns how many */
export async function removeExpired(db: Database, now: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const expired = `select id from export_jobs where expires_at < $1`;
    await tx.query(`delete from export_chunks where job_id in (${expired})`, [now]);
    const gone = await tx.query(`delete from export_jobs where expires_at < $1 returning id`, [
      now,
    ]);
    return gone.length;
  });
}
