import type { Queryable, Tx } from '../../database/database';
import { AppError } from '../../platform/errors';
import { PHRASE_TEMPLATE, type Phrase } from './phrase';
import type { PhraseEventKind } from './phrase-words';

/** Whose phrases a person reaches; the district's own only where `district` is true. */
export interface PhraseReach {
  units: readonly string[];
  district: boolean;
}

const COLUMNS = `p.id, p.unit, p.case_type as "caseType", p.case_state as "caseState", p.item, p.title,
  p.text, p.valid_until::text as "validUntil", p.state, p.version, p.approval_id as "approvalId",
  encode(p.approved_hash, 'hex') as "approvedHash", p.drafted_by as "draftedBy",
  p.changed_at as "changedAt", p.uses, p.last_used_at as "lastUsedAt"`;

/**
 * A phrase within reach, locked until the transaction ends unless `lock` is false.
 * @throws AppError not_found for one that is absent or out of reach, by the same statement
 */
export async function getPhrase(
  db: Queryable,
  reach: PhraseReach,
  id: string,
  { lock = true } = {},
): Promise<Phrase> {
  const [phrase] = await db.query<Phrase>(
    `select ${COLUMNS} from phrases p
     where p.id = $1 and (p.unit = any($2::text[]) or (p.unit is null and $3))
     ${lock ? 'for no key update of p' : ''}`,
    [id, reach.units, reach.district],
  );
  if (!phrase) throw new AppError('not_found', '没有这条常用语。');
  return phrase;
}

/** Writes a new phrase. */
export async function insertPhrase(tx: Tx, phrase: Phrase): Promise<void> {
  await tx.query(
    `insert into phrases (id, unit, case_type, case_state, item, title, text, valid_until, state, version,
       approval_id, approved_hash, drafted_by, changed_at, uses)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, decode($12, 'hex'), $13, $14, 0)`,
    [phrase.id, phrase.unit, ...changedOf(phrase)],
  );
}

/** Writes a change to a phrase that the caller has locked; its version is the caller's to raise. */
export async function updatePhrase(tx: Tx, phrase: Phrase): Promise<void> {
  await tx.query(
    `update phrases set case_type = $2, case_state = $3, item = $4, title = $5, text = $6,
       valid_until = $7, state = $8, version = $9, approval_id = $10,
       approved_hash = decode($11, 'hex'), drafted_by = $12, changed_at = $13
     where id = $1`,
    [phrase.id, ...changedOf(phrase)],
  );
}

function changedOf(phrase: Phrase): unknown[] {
  return [
    ...[phrase.caseType, phrase.caseState, phrase.item, phrase.title, phrase.text],
    ...[phrase.validUntil, phrase.state, phrase.version, phrase.approvalId, phrase.approvedHash],
    ...[phrase.draftedBy, phrase.changedAt],
  ];
}

/** Something that was done to a phrase. */
export interface PhraseEvent {
  /** The version that it made. */
  version: number;
  kind: PhraseEventKind;
  at: Date;
  /** Staff id. */
  actor: string;
  reason: string | null;
  /** The whole as it was written then; null where it was not changed. */
  text: string | null;
}

/** Adds to the line of what was done. */
export async function insertPhraseEvent(tx: Tx, id: string, event: PhraseEvent): Promise<void> {
  await tx.query(
    `insert into phrase_events (phrase_id, version, kind, at, actor, reason, text)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, event.version, event.kind, event.at, event.actor, event.reason, event.text],
  );
}

/** All that was done to a phrase, the last first. */
export async function listPhraseEvents(db: Queryable, id: string): Promise<PhraseEvent[]> {
  return db.query<PhraseEvent>(
    `select version, kind, at, actor, reason, text from phrase_events
     where phrase_id = $1 order by version desc`,
    [id],
  );
}

/** For which answers phrases are wanted; a null field of a phrase fits any. */
export interface PhraseNeed {
  unit: string;
  /** Null: not known yet, so that each may be meant. */
  type: string | null;
  /** Null: whatever the state. */
  state: string | null;
  item: string | null;
}

const MOST_OFFERED = 300;

/** Phrases that a unit may be offered on a day in China, those that fit most closely and are used most first. */
export async function listFitting(
  db: Queryable,
  need: PhraseNeed,
  today: string,
): Promise<Phrase[]> {
  return db.query<Phrase>(
    `select ${COLUMNS} from phrases p
     where (p.unit = $1 or p.unit is null) and p.state = 'approved' and p.valid_until >= $5::date
       and (p.case_type is null or $2::text is null or p.case_type = $2)
       and (p.case_state is null or $3::text is null or p.case_state = $3)
       and (p.item is null or p.item = $4)
     order by p.item is null, p.case_type is null, p.case_state is null, p.uses desc, p.title, p.id
     limit ${MOST_OFFERED}`,
    [need.unit, need.type, need.state, need.item, today],
  );
}

const TEMPLATE = new RegExp(`^${PHRASE_TEMPLATE}([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$`);

/** Notes that a unit made an answer of a phrase; of any other template nothing. */
export async function countTemplateUse(
  tx: Tx,
  unit: string,
  template: string,
  at: Date,
): Promise<void> {
  const id = TEMPLATE.exec(template)?.[1];
  if (id === undefined) return;
  await tx.query(
    `update phrases set uses = uses + 1, last_used_at = $3
     where id = $1 and (unit = $2 or unit is null)`,
    [id, unit, at],
  );
}
