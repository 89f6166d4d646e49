import type { Database, Tx } from '../../database/database';
import { violatedConstraint } from '../../database/database-errors';
import { fieldsOf, wordsOf, type MessageRow } from '../../messages/message-row';
import { maskInbound } from '../../messages/mask-inbound';
import { insertMessages } from '../../messages/message-store';
import type { Clock } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { createId } from '../../platform/ids';
import type { Sealer } from '../../privacy/sealer';
import { getCase, type CaseRow } from '../life-cycle/case-row';
import type { CaseChange } from '../open-cases';

/** What a citizen adds to their case on its page. */
export interface Supplement {
  /** 办件编号 */
  number: string;
  /** Empty: a picture alone. */
  text: string;
  /** Files the picture under the message that is made for it, in the same transaction; null: none. */
  keepPicture:
    ((tx: Tx, message: { account: string; id: string; at: Date }) => Promise<void>) | null;
  /** Names the form that was sent: the same form sent twice is one supplement. */
  key: string;
}

export interface SupplementPorts {
  clock: Clock;
  sealer: Pick<Sealer, 'seal'>;
  /** What a message brings about in its case, as for one from the chat. */
  takeIn(tx: Tx, changes: readonly CaseChange[]): Promise<void>;
}

const GONE: readonly string[] = ['merged', 'withdrawn'];

/**
 * A supplement from the page goes the way of a message from the chat: masked, the original sealed, into
 * the case, whose life cycle takes it from there (群众补充, or 请判断 where the case is done).
 * @returns `repeated`: this form had been taken before
 * @throws AppError not_found; bad_request for an empty one; conflict where the case takes nothing more
 */
export async function addSupplement(
  db: Database,
  ports: SupplementPorts,
  given: Supplement,
): Promise<'added' | 'repeated'> {
  const text = given.text.trim();
  if (text === '' && given.keepPicture === null) {
    throw new AppError('bad_request', '请写几句话，或者选一张图片。');
  }
  try {
    await db.transaction((tx) => add(tx, ports, given, text));
    return 'added';
  } catch (error) {
    if (violatedConstraint(error) === 'messages_dedupe_key') return 'repeated';
    throw error;
  }
}

async function add(
  tx: Tx,
  ports: SupplementPorts,
  { number, keepPicture, key }: Supplement,
  text: string,
): Promise<void> {
  const row = await getCase(tx, null, number);
  const citizenId = await wantCitizen(tx, row);
  const at = ports.clock.now();
  const made = { row, citizenId, at, sealer: ports.sealer };
  const messages = [
    ...(text === '' ? [] : [messageOf(made, 'text', `page:${key}`, text)]),
    ...(keepPicture ? [messageOf(made, 'image', `page:${key}:picture`, null)] : []),
  ];
  await insertMessages(tx, messages);
  const picture = messages.find(({ kind }) => kind === 'image');
  if (keepPicture && picture) {
    await keepPicture(tx, { account: row.account, id: picture.id, at });
  }
  await ports.takeIn(tx, [
    {
      ...{ id: row.id, kind: 'message_added', at, urgent: false, needs_judgement: null },
      data: { message: messages[0]!.id, channel: 'page' },
    },
  ]);
}

/** Whose message it is: erasure finds it there. */
async function wantCitizen(tx: Tx, row: CaseRow): Promise<string> {
  if (GONE.includes(row.state)) {
    throw new AppError('conflict', '这件已经撤回或者合并，不能再补充。');
  }
  const [citizen] = await tx.query<{ id: string }>(
    `select id from citizens where account = $1 and id = $2 and erased_at is null for key share`,
    [row.account, row.citizen_id],
  );
  if (!citizen) throw new AppError('conflict', '这件不能在网页上补充，请打电话告诉我们。');
  return citizen.id;
}

function messageOf(
  {
    row,
    citizenId,
    at,
    sealer,
  }: { row: CaseRow; citizenId: string; at: Date; sealer: Pick<Sealer, 'seal'> },
  kind: 'text' | 'image',
  dedupeKey: string,
  text: string | null,
): MessageRow {
  const id = createId(at);
  const { account } = row;
  const words = {
    ...{ kind: 'text' as const, content: text ?? '', msgId: '' },
    ...{ accountOriginalId: '', openid: '', sentAtSeconds: 0 },
  };
  const { masked, original } = maskInbound(words);
  const { msgId: _none, ...fields } = fieldsOf(masked);
  return {
    ...{ account, id, citizen_id: citizenId, dedupe_key: dedupeKey, kind },
    ...{ sent_at: at, received_at: at, text: text === null ? null : wordsOf(masked) },
    fields: { ...fields, channel: 'page' },
    original:
      original === null
        ? null
        : `\\x${sealer.seal(original, `message:${account}:${id}`).toString('hex')}`,
    ...{ case_id: row.id, state: 'handled', lease_until: null, attempt: 1, work: null },
    ...{ reply: null, reply_at: null, answered_via: 'none', carries_answers: false },
    ...{ responder: null, rule: null, item: null, score: null, content_version: null },
  };
}
