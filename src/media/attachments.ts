/** 附件: files that staff put to a case; the caller has checked who may see the case. */
import type { Queryable, Tx } from '../database/database';

/** A file of a case. */
export interface AttachmentView {
  id: string;
  caseId: string;
  /** What the uploader called it, without a path. */
  name: string;
  contentType: string;
  bytes: number;
  sha256: string;
  /** Staff id. */
  uploadedBy: string;
  uploadedAt: Date;
}

export type NewAttachment = AttachmentView & { account: string; citizenId: string | null };

const COLUMNS = `id, case_id as "caseId", name, content_type as "contentType", bytes, sha256,
  uploaded_by as "uploadedBy", uploaded_at as "uploadedAt"`;

/** Writes down a file that the caller holds; the same file under the same name in one case is there once. */
export async function insertAttachment(tx: Tx, file: NewAttachment): Promise<AttachmentView> {
  const [known] = await tx.query<AttachmentView>(
    `select ${COLUMNS} from attachments where case_id = $1 and sha256 = $2 and name = $3`,
    [file.caseId, file.sha256, file.name],
  );
  if (known) return known;
  await tx.query(
    `insert into attachments (id, case_id, account, citizen_id, name, content_type, bytes, sha256,
       uploaded_by, uploaded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[file.id, file.caseId, file.account, file.citizenId, file.name, file.contentType],
      ...[file.bytes, file.sha256, file.uploadedBy, file.uploadedAt],
    ],
  );
  return file;
}

/** The files of a case, the first one first. */
export async function listAttachments(db: Queryable, caseId: string): Promise<AttachmentView[]> {
  return db.query<AttachmentView>(
    `select ${COLUMNS} from attachments where case_id = $1 order by uploaded_at, id`,
    [caseId],
  );
}

/** A file of a case by its id, or null. */
export async function findAttachment(
  db: Queryable,
  caseId: string,
  id: string,
): Promise<AttachmentView | null> {
  const [found] = await db.query<AttachmentView>(
    `select ${COLUMNS} from attachments where case_id = $1 and id = $2`,
    [caseId, id],
  );
  return found ?? null;
}

/** Takes a file away from its case; the file itself goes with the next search for those that nobody needs. */
export async function removeAttachment(tx: Tx, id: string): Promise<void> {
  await tx.query('delete from attachments where id = $1', [id]);
}

/**
 * Takes away the files of citizens' cases that are done; the files themselves go with the next search
 * for those that nobody needs.
 * @returns citizens of whom files stay until their case is done
 */
export async function eraseAttachments(
  tx: Tx,
  account: string,
  citizenIds: readonly string[],
  openCases: readonly string[],
): Promise<string[]> {
  await tx.query(
    `delete from attachments
     where account = $1 and citizen_id = any($2::uuid[]) and case_id <> all($3::uuid[])`,
    [account, citizenIds, openCases],
  );
  const rows = await tx.query<{ id: string }>(
    `select distinct citizen_id as id from attachments
     where account = $1 and citizen_id = any($2::uuid[])`,
    [account, citizenIds],
  );
  return rows.map(({ id }) => id);
}
