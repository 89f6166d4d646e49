/** Which unit has a case: 分派, 退回, 转办, 协办. */
import { AppError } from '../../../platform/errors';
import { maskPersonalData } from '../../../privacy/mask';
import { startAccept } from '../clock-effects';
import { getUnit, wantText, type Effect, type EffectOf, type Execution } from '../effect';
import { hasRole } from '../guards';

/** 分派: to a unit that has people for it. */
export const assign: EffectOf<'assign'> = async (execution) => {
  const { input } = execution;
  await wantHandlers(execution, input.unit);
  return moveTo(execution, input.unit, input.designate);
};

/** 退回: the unit stays answerable until the district has assigned the case. */
export const returnCase: EffectOf<'return'> = ({ input, ports }) => {
  if (input.proposedUnit !== null) getUnit(ports, input.proposedUnit);
  return {
    to: 'awaiting_assignment',
    patch: { handler: null, claimed_until: null },
    data: { proposedUnit: input.proposedUnit },
  };
};

/** 转办: a clerk only between units that they work for themselves. */
export const transfer: EffectOf<'transfer'> = async (execution) => {
  const { input, actor, row } = execution;
  if (input.unit === row.owner_unit) {
    throw new AppError('bad_request', '这件已经在这个单位。');
  }
  const coordinates = hasRole(actor, 'coordinator', input.unit);
  if (!coordinates && !hasRole(actor, 'clerk', input.unit)) {
    throw new AppError('forbidden', '只能转给自己也在办件的单位。要转别的单位，请退回由统筹分派。');
  }
  await wantHandlers(execution, input.unit);
  return moveTo(execution, input.unit, input.designate && coordinates);
};

/** 加协办: another unit gives its opinion, before the main limit. */
export const addCoHandler: EffectOf<'add_co_handler'> = async (execution) => {
  const { tx, row, input, actor, at } = execution;
  if (input.unit === row.owner_unit) throw new AppError('bad_request', '主办单位不能再作协办。');
  await wantHandlers(execution, input.unit);
  if (input.dueAt <= at || (row.answer_due_at && input.dueAt >= row.answer_due_at)) {
    throw new AppError('bad_request', '协办期限要在现在以后、主办期限以前。');
  }
  const added = await tx.query(
    `insert into case_co_handlers (case_id, unit, asked_at, asked_by, due_at)
     values ($1, $2, $3, $4, $5)
     on conflict on constraint case_co_handlers_pkey do nothing returning unit`,
    [row.id, input.unit, at, actor.id, input.dueAt],
  );
  if (added.length === 0) throw new AppError('conflict', '这个单位已经是协办单位。');
  return { data: { unit: input.unit, dueAt: input.dueAt } };
};

/** 协办回复: once for each unit that was asked. */
export const answerAsCoHandler: EffectOf<'answer_as_co_handler'> = async (execution) => {
  const { tx, row, input, actor, at } = execution;
  const opinion = maskPersonalData(wantText(input.opinion, '协办意见')).masked;
  const answered = await tx.query(
    `update case_co_handlers set answered_at = $3, answered_by = $4, opinion = $5
     where case_id = $1 and unit = $2 and answered_at is null returning unit`,
    [row.id, input.unit, at, actor.id, opinion],
  );
  if (answered.length === 0) {
    throw new AppError('conflict', '没有请这个单位协办，或者它已经回复过了。');
  }
  return { data: { unit: input.unit, opinion } };
};

function moveTo({ ports, row, at }: Execution, unit: string, designated: boolean): Effect {
  return {
    to: 'awaiting_acceptance',
    patch: {
      ...startAccept(ports.clocks, row, unit, at),
      owner_unit: unit,
      handler: null,
      claimed_until: null,
      designated,
      hops: row.hops + 1,
      accepted_at: null,
    },
    data: { from: row.owner_unit, to: unit, designated },
  };
}

async function wantHandlers({ tx, ports }: Execution, unit: string): Promise<void> {
  const { shortName } = getUnit(ports, unit);
  if (!(await ports.people.hasHandlers(tx, unit))) {
    throw new AppError('conflict', `${shortName}还没有能办件的人。`);
  }
}
