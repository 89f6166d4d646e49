import type { AuditActor, RecordAudit } from '../audit/audit-row';
import type { Tx } from '../database/database';
import { AppError } from '../platform/errors';
import { createId } from '../platform/ids';
import { entryKinds, keyOf, type Entry } from './entry';
import { insertSwitch, liftSwitch, type SwitchedOff } from './switch-store';

const MIN_REASON = 5;

/** Who switches, and when. The caller has held the unit against the person's rights. */
export interface Switching {
  actor: AuditActor & { id: string };
  recordAudit: RecordAudit;
  at: Date;
}

/**
 * Takes an entry out of service until its file changes.
 * @param live all entries as the files have them now
 * @returns the switch's id
 * @throws AppError bad_request without a reason; conflict where the file has changed since the person
 *   looked, or the entry is switched off already
 */
export async function switchOff(
  tx: Tx,
  { actor, recordAudit, at }: Switching,
  wanted: Omit<Entry, 'name'> & { reason: string },
  live: readonly Entry[],
): Promise<string> {
  const reason = wanted.reason.trim();
  if ([...reason].length < MIN_REASON) {
    throw new AppError('bad_request', '请写明停用的原因，至少 5 个字。');
  }
  const entry = live.find((one) => keyOf(one) === keyOf(wanted));
  if (!entry) throw new AppError('conflict', '文件刚刚改过，请刷新页面，看过现在的内容再停用。');
  const id = createId(at);
  const given: SwitchedOff = { ...entry, id, reason, switchedBy: actor.id, switchedAt: at };
  const taken = await insertSwitch(tx, given);
  if (taken === null) throw new AppError('conflict', '这一条已经停用。');
  await recordAudit(tx, [rowOf(given, 'content.switch_off', { actor, at, reason })]);
  return id;
}

/**
 * Puts an entry back into service.
 * @param units where the person may
 * @throws AppError not_found for one of another unit, one that is lifted, and one that there is not
 */
export async function switchOn(
  tx: Tx,
  { actor, recordAudit, at }: Switching,
  units: readonly string[],
  id: string,
): Promise<void> {
  const lifted = await liftSwitch(tx, units, { id, by: actor.id, at });
  if (!lifted) throw new AppError('not_found', '没有这条停用记录，可能已经恢复。');
  await recordAudit(tx, [rowOf(lifted, 'content.switch_on', { actor, at, reason: null })]);
}

function rowOf(
  { unit, kind, entry, hash, name }: SwitchedOff,
  action: 'content.switch_off' | 'content.switch_on',
  by: { actor: AuditActor; at: Date; reason: string | null },
) {
  const subject = { kind: `content_${kind}`, id: `${unit}.${entry}` };
  return { ...by, action, unit, subject, after: { kind: entryKinds[kind], name, hash } };
}
