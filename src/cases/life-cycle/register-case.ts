import type { Transactions } from '../../database/join-transaction';
import { AppError } from '../../platform/errors';
import { createId } from '../../platform/ids';
import { maskPersonalData } from '../../privacy/mask';
import type { CaseActor } from './actions';
import type { Reach } from './case-row';
import { getUnit, wantText } from './effect';
import { hasRole } from './guards';
import { insertCase } from './insert-case';
import type { LifeCyclePorts } from './ports';

/** Where a case that is entered by hand comes from. */
export const handSources = {
  telephone: '电话',
  window: '窗口',
  '12345': '12345',
  comment: '留言评论',
  other: '其他平台',
} as const;

export interface RegisterCase {
  unit: string;
  source: keyof typeof handSources;
  externalNo: string | null;
  /** The citizen's telephone number; kept sealed. */
  contact: string | null;
  place: string | null;
  /** What the citizen said. */
  statement: string;
  /** 收件时间: day zero. */
  receivedAt: Date;
  urgent: boolean;
  restricted: boolean;
}

/** Seals personal data; a context binds the sealed bytes to their case. */
export interface CaseSealer {
  seal(plain: string, context: string): Buffer;
}

/**
 * 登记: a case that did not come from the chat.
 * @throws AppError forbidden without the right in that unit; bad_request without a statement, without
 *   both contact and external number, or with a receipt in the future
 */
export async function registerCase(
  db: Transactions,
  ports: LifeCyclePorts,
  sealer: CaseSealer,
  reach: Exclude<Reach, null>,
  actor: CaseActor,
  given: RegisterCase,
): Promise<{ id: string; number: string }> {
  const { unit } = given;
  getUnit(ports, unit);
  const inReach = 'units' in reach && reach.units.includes(unit);
  const mayRegister = hasRole(actor, 'clerk', unit) || hasRole(actor, 'coordinator', unit);
  if (!inReach || !mayRegister) throw new AppError('forbidden', '您不能为这个单位登记办件。');
  const at = ports.clock.now();
  if (given.receivedAt > at) throw new AppError('bad_request', '收件时间不能晚于现在。');
  if (!given.contact?.trim() && !given.externalNo?.trim()) {
    throw new AppError('bad_request', '请填写联系电话，或者来件平台的编号。');
  }
  const id = createId(at);
  const statement = wantText(given.statement, '诉求内容');
  const { masked, found } = maskPersonalData(statement);
  const contact = given.contact?.trim();
  return db.transaction(async (tx) => {
    const made = await insertCase(tx, ports, {
      ...given,
      id,
      account: unit,
      citizenId: null,
      place: given.place && maskPersonalData(given.place).masked,
      statement: masked,
      statementSealed: found.length > 0 ? sealer.seal(statement, `case-statement:${id}`) : null,
      contactSealed: contact ? sealer.seal(contact, `case-contact:${id}`) : null,
      at,
      actor,
      kind: 'registered',
      data: { source: given.source },
    });
    await ports.audit.record(tx, [
      {
        at,
        actor: { kind: actor.kind, id: actor.id, name: actor.name, ip: actor.ip },
        action: 'case.register',
        unit,
        restricted: given.restricted,
        subject: { kind: 'case', id: made.id },
        reason: null,
        before: {},
        after: { number: made.number, source: given.source, externalNo: given.externalNo },
      },
    ]);
    return made;
  });
}
