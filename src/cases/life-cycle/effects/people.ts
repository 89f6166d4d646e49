/** Who answers for a case, and what is noted on it: 移交, 督办, 标记, 拆分. */
import { AppError } from '../../../platform/errors';
import { attachToCase } from '../../../messages/message-store';
import { wantText, type EffectOf } from '../effect';
import { insertCase } from '../insert-case';
import { insertLink } from '../../work/link-store';

/** 离岗移交: to another person, or back to the unit's queue. */
export const handOver: EffectOf<'hand_over'> = async ({ tx, ports, row, input }) => {
  const { handler } = input;
  if (handler !== null && !(await ports.people.mayHandle(tx, handler, row.owner_unit))) {
    throw new AppError('bad_request', '这个人不能办理本单位的办件。');
  }
  return { patch: { handler, claimed_until: null }, data: { from: row.handler, to: handler } };
};

/** 督办: with a limit for the unit's account of itself. */
export const supervise: EffectOf<'supervise'> = ({ at, input }) => {
  if (input.dueAt <= at) throw new AppError('bad_request', '反馈期限要在现在以后。');
  return {
    patch: { supervised: true, supervision_due_at: input.dueAt },
    data: { dueAt: input.dueAt },
  };
};

/** 督办反馈: the flag stays for the record, its clock stops. */
export const answerSupervision: EffectOf<'answer_supervision'> = ({ input }) => ({
  patch: { supervision_due_at: null },
  data: { text: wantText(input.text, '反馈内容') },
});

/** 标记 on or off. */
export const flag: EffectOf<'flag'> = ({ input }) => ({
  patch: { [input.flag]: input.on },
  data: { flag: input.flag, on: input.on },
});

/**
 * 拆分: messages that are another matter become a case of their own, with the receipt that they had;
 * its answer is reckoned from that receipt, its 受理 from now.
 */
export const split: EffectOf<'split'> = async ({ tx, ports, row, actor, at, input }) => {
  const ids = [...new Set(input.messageIds)];
  const all = await tx.query<{ id: string; received_at: Date }>(
    `select id, received_at from messages where account = $1 and case_id = $2 order by received_at, id`,
    [row.account, row.id],
  );
  const moved = all.filter(({ id }) => ids.includes(id));
  if (moved.length === 0 || moved.length < ids.length) {
    throw new AppError('bad_request', '请选这件里的来信。');
  }
  if (moved.length === all.length) {
    throw new AppError('bad_request', '至少要留一条来信在原来的办件里。');
  }
  const receivedAt = moved[0]!.received_at;
  const made = await insertCase(tx, ports, {
    account: row.account,
    citizenId: row.citizen_id,
    unit: row.owner_unit,
    source: row.source,
    restricted: row.restricted,
    urgent: false,
    receivedAt,
    countsFromAt: ports.clocks.dueAt(row.owner_unit, { kind: 'accept' }, receivedAt).at,
    at,
    actor,
    kind: 'split_off',
    data: { from: row.number, messages: moved.map(({ id }) => id) },
  });
  await attachToCase(
    tx,
    moved.map(({ id }) => ({ account: row.account, id, case_id: made.id })),
  );
  await insertLink(tx, { caseId: row.id, otherId: made.id, kind: 'split', by: actor.id, at });
  return {
    data: { to: made.number, messages: moved.map(({ id }) => id) },
    notice: { otherNumber: made.number },
  };
};
