import type { Tx } from '../../database/database';

/** By which WeChat would find the message again. */
const WECHAT_FIELDS = ['msgId', 'mediaId', 'mediaId16k', 'thumbMediaId', 'pictureUrl'];

/**
 * Empties the messages of citizens that belong to no case. The rows stay, so that figures of the past
 * still add up: when, of which kind, how it was answered.
 * @returns ids of the messages
 */
export async function emptyLooseMessages(
  tx: Tx,
  account: string,
  citizenIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `update messages set text = null, fields = '{}', original = null, reply = null,
       waiting_reply = null,
       dedupe_key = 'erased:' || id
     where account = $1 and citizen_id = any($2::uuid[]) and case_id is null
     returning id`,
    [account, citizenIds],
  );
  return rows.map(({ id }) => id);
}

/**
 * Takes from the messages of cases what WeChat knows them by.
 * @returns how many messages and cases stay
 */
export async function detachCaseMessages(
  tx: Tx,
  account: string,
  citizenIds: readonly string[],
): Promise<{ messages: number; cases: number }> {
  const [counted] = await tx.query<{ messages: number; cases: number }>(
    `with detached as (
       update messages set fields = fields - $3::text[], dedupe_key = 'erased:' || id
       where account = $1 and citizen_id = any($2::uuid[]) and case_id is not null
       returning case_id)
     select count(*)::int as messages, count(distinct case_id)::int as cases from detached`,
    [account, citizenIds, WECHAT_FIELDS],
  );
  return counted ?? { messages: 0, cases: 0 };
}

/**
 * Destroys sealed originals (ID numbers, telephones) of messages in cases that are done. Whoever
 * works on an open case may still need the telephone, for there is no other way to the citizen.
 * @returns how many were destroyed
 */
export async function destroyOriginals(
  tx: Tx,
  account: string,
  citizenIds: readonly string[],
  openCases: readonly string[],
): Promise<number> {
  const rows = await tx.query(
    `update messages set original = null
     where account = $1 and citizen_id = any($2::uuid[]) and original is not null
       and case_id is not null and case_id <> all($3::uuid[])
     returning id`,
    [account, citizenIds, openCases],
  );
  return rows.length;
}

/**
 * Cuts the link between openids and records: from now on the id of the row is a pseudonym that leads nowhere.
 * @param keeping of whom something sealed stays elsewhere
 */
export async function forgetCitizens(
  tx: Tx,
  account: string,
  citizenIds: readonly string[],
  keeping: readonly string[],
  at: Date,
): Promise<void> {
  await tx.query(
    `update citizens set openid = null, erased_at = $3, version = version + 1,
       last_receipt_at = null, last_item = null, last_item_candidates = '{}', last_item_at = null
     where account = $1 and id = any($2::uuid[])`,
    [account, citizenIds, at],
  );
  await markOriginals(tx, account, citizenIds, keeping);
}

/** Notes of which erased citizens sealed originals are left. @param keeping of whom something sealed stays elsewhere */
export async function markOriginals(
  tx: Tx,
  account: string,
  citizenIds: readonly string[],
  keeping: readonly string[],
): Promise<void> {
  await tx.query(
    `update citizens c set originals_kept = c.id = any($3::uuid[]) or exists (
       select from messages m
       where m.account = c.account and m.citizen_id = c.id and m.original is not null)
     where c.account = $1 and c.id = any($2::uuid[])`,
    [account, citizenIds, keeping],
  );
}

/** @returns how many questions were open */
export async function dropQuestions(
  tx: Tx,
  account: string,
  citizenIds: readonly string[],
): Promise<number> {
  const rows = await tx.query(
    `delete from pending_questions where account = $1 and citizen_id = any($2::uuid[])
     returning citizen_id`,
    [account, citizenIds],
  );
  return rows.length;
}
