import type { Queryable } from '../database/database';
import { chinaDateOf } from '../platform/china-time';
import { AppError } from '../platform/errors';
import { createId } from '../platform/ids';
import { auditActorOf, can, mayManage, type StaffActor } from './person';
import { findAccount, isUsable, lockAccount, type Account } from './person-store';
import { staffRoles } from './roles';
import type { StaffParts } from './staff-parts';

const MIN_REASON = 5;

export interface NewDeputy {
  principalId: string;
  deputyId: string;
  unit: string;
  role: 'reviewer' | 'signer';
  /** Civil days, both included. */
  fromDate: string;
  untilDate: string;
  reason: string;
}

/**
 * 授权代办: a reviewer or signer, or who manages their account, names a deputy for some days.
 * @throws AppError bad_request, forbidden, not_found; conflict where days overlap
 */
export async function appointDeputy(
  parts: StaffParts,
  actor: StaffActor,
  given: NewDeputy,
): Promise<string> {
  const at = parts.clock.now();
  const reason = given.reason.trim();
  wantDates(given, chinaDateOf(at));
  if ([...reason].length < MIN_REASON) throw new AppError('bad_request', '请写明授权的原因。');
  const { principalId, deputyId, unit, role, fromDate, untilDate } = given;
  return parts.database.transaction(async (tx) => {
    const principal = await lockAccount(tx, principalId);
    wantPrincipal(actor, principal, given);
    const deputy = await findAccount(tx, { id: deputyId });
    wantDeputy(deputy, given, at);
    await wantFree(tx, given);
    const id = createId(at);
    const by = auditActorOf(actor);
    await tx.query(
      `insert into staff_deputies (id, principal_id, deputy_id, unit, role, from_date, until_date,
         reason, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [id, principalId, deputyId, unit, role, fromDate, untilDate, reason, by.id, at],
    );
    const after = { principal: principalId, deputy: deputyId, role, fromDate, untilDate };
    const subject = { kind: 'deputy', id };
    await parts.recordAudit(tx, [
      { at, actor: by, action: 'staff.deputy', unit, subject, reason, after },
    ]);
    return id;
  });
}

function wantDates({ fromDate, untilDate }: NewDeputy, today: string): void {
  if (fromDate > untilDate) throw new AppError('bad_request', '开始的日期不能晚于结束的日期。');
  if (untilDate < today) throw new AppError('bad_request', '结束的日期已经过了。');
}

function wantPrincipal(actor: StaffActor, principal: Account | null, given: NewDeputy): void {
  const isOwn = actor.kind === 'staff' && actor.person.id === given.principalId;
  const isKnown =
    actor.kind === 'operator' || isOwn || can(actor.person, 'staff.manage', given.unit);
  const holds = principal?.roles.some(
    ({ role, unit }) => role === given.role && unit === given.unit,
  );
  if (!principal || !isKnown || !holds) {
    throw new AppError('not_found', `这个人在本单位没有“${staffRoles[given.role]}”的角色。`);
  }
  if (!isOwn && !mayManage(actor, principal)) {
    throw new AppError('forbidden', '只有本人或管理这个账号的人可以授权代办。');
  }
}

/** Of the same unit, so that what they read of its cases is theirs already. */
function wantDeputy(deputy: Account | null, given: NewDeputy, now: Date): void {
  if (given.deputyId === given.principalId) {
    throw new AppError('bad_request', '不能授权给本人。');
  }
  const works = deputy?.roles.some(({ role, unit }) => unit === given.unit && role !== 'inspector');
  if (!deputy || !works || !isUsable(deputy, now)) {
    throw new AppError('bad_request', '只能授权给本单位在用的账号。');
  }
  if (deputy.contractUntil !== null) {
    throw new AppError('bad_request', '审核和签发不能授权给第三方运维人员。');
  }
}

async function wantFree(tx: Queryable, given: NewDeputy): Promise<void> {
  const { principalId, unit, role, fromDate, untilDate } = given;
  const overlapping = await tx.query(
    `select from staff_deputies
     where principal_id = $1 and unit = $2 and role = $3 and revoked_at is null
       and from_date <= $5 and until_date >= $4`,
    [principalId, unit, role, fromDate, untilDate],
  );
  if (overlapping.length > 0) {
    throw new AppError('conflict', '这几天里已经授权给了别人，请先取消。');
  }
}

/** Ends a deputyship at once. @throws AppError not_found, forbidden */
export async function revokeDeputy(
  parts: StaffParts,
  actor: StaffActor,
  id: string,
): Promise<void> {
  const at = parts.clock.now();
  await parts.database.transaction(async (tx) => {
    const [row] = await tx.query<{ principalId: string; unit: string }>(
      `select principal_id as "principalId", unit from staff_deputies
       where id = $1 and revoked_at is null for update`,
      [id],
    );
    const principal = row && (await findAccount(tx, { id: row.principalId }));
    const isOwn = actor.kind === 'staff' && actor.person.id === row?.principalId;
    if (!principal || !(isOwn || mayManage(actor, principal))) {
      throw new AppError('not_found', '没有这个授权。');
    }
    await tx.query('update staff_deputies set revoked_at = $2 where id = $1', [id, at]);
    await parts.recordAudit(tx, [
      {
        at,
        actor: auditActorOf(actor),
        action: 'staff.deputy_revoked',
        unit: row.unit,
        subject: { kind: 'deputy', id },
      },
    ]);
  });
}

/** Who stands in for whom. */
export interface Deputy {
  id: string;
  principalId: string;
  principalName: string;
  deputyId: string;
  deputyName: string;
  unit: string;
  role: 'reviewer' | 'signer';
  fromDate: string;
  untilDate: string;
  reason: string;
}

/** Deputyships of units that hold today or later; also whom a waiting step must be told to. */
export async function listDeputies(
  { database, clock }: Pick<StaffParts, 'database' | 'clock'>,
  units: readonly string[],
): Promise<Deputy[]> {
  return database.query<Deputy>(
    `select d.id, d.principal_id as "principalId", p.name as "principalName",
       d.deputy_id as "deputyId", q.name as "deputyName", d.unit, d.role,
       d.from_date as "fromDate", d.until_date as "untilDate", d.reason
     from staff_deputies d join staff p on p.id = d.principal_id join staff q on q.id = d.deputy_id
     where d.unit = any($1::text[]) and d.revoked_at is null and d.until_date >= $2
     order by d.from_date, d.id`,
    [units, chinaDateOf(clock.now())],
  );
}
