/** Pictures that go with an answer: attachments of its case that WeChat takes as well. */
import type { Queryable, Tx } from '../database/database';
import { AppError } from '../platform/errors';
import { acceptedByWechat } from './accepted-by-wechat';

const { types: TYPES, bytes: MOST_BYTES, words: WORDS } = acceptedByWechat.image;

/** A picture of a case, as people see it. */
export interface CasePicture {
  /** Of the attachment. */
  id: string;
  name: string;
  sha256: string;
  contentType: string;
  bytes: number;
}

/** Whether an attachment may go with an answer. */
export function isSendable({
  contentType,
  bytes,
}: Pick<CasePicture, 'contentType' | 'bytes'>): boolean {
  return TYPES.includes(contentType) && bytes <= MOST_BYTES;
}

/**
 * Makes attachments of a case ready to be sent with its answer. They stay until the transaction ends.
 * @param ids in the order in which they are to leave
 * @returns their names in the media store, in that order, each once
 * @throws AppError bad_request for one that is gone, and for what WeChat does not take
 */
export async function chooseAnswerPictures(
  tx: Tx,
  { caseId, account, at }: { caseId: string; account: string; at: Date },
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const found = await tx.query<CasePicture>(
    `select id, name, sha256, content_type as "contentType", bytes from attachments
     where case_id = $1 and id = any($2::uuid[]) for key share`,
    [caseId, ids],
  );
  const names = ids.map((id) => {
    const picture = found.find((one) => one.id === id);
    if (!picture) throw new AppError('bad_request', '要附的图片已经去掉了，请重新选。');
    if (!isSendable(picture)) {
      throw new AppError('bad_request', `“${picture.name}”不能随答复发：微信只收 ${WORDS}。`);
    }
    return picture.sha256;
  });
  await tx.query(
    `insert into media_uploads (account, sha256, kind, content_type, bytes, kept_at)
     select distinct on (sha256) $1, sha256, 'image', content_type, bytes, $4::timestamptz
     from attachments where case_id = $2 and id = any($3::uuid[])
     order by sha256 on conflict (account, sha256) do nothing`,
    [account, caseId, ids, at],
  );
  return [...new Set(names)];
}

/** A picture among the attachments of a case, by its name in the media store, or null. */
export async function findCasePicture(
  db: Queryable,
  caseId: string,
  sha256: string,
): Promise<CasePicture | null> {
  const [found] = await db.query<CasePicture>(
    `select id, name, sha256, content_type as "contentType", bytes from attachments
     where case_id = $1 and sha256 = $2 and content_type = any($3::text[]) limit 1`,
    [caseId, sha256, TYPES],
  );
  return found ?? null;
}
