/** Time that is asked for: 要求补充, 群众补充, 延期. */
import { AppError } from '../../../platform/errors';
import { maskPersonalData } from '../../../privacy/mask';
import { extendClock, pauseClock, resumeClock, stopClock } from '../clock-effects';
import type { EffectOf } from '../effect';

/** 要求补充: what is missing is listed, and the clock stands still. The list leaves by chat, with no number in it. */
export const askSupplement: EffectOf<'ask_supplement'> = ({ ports, row, at, input }) => {
  const missing = input.missing
    .map((one) => maskPersonalData(one).masked.trim())
    .filter((one) => one !== '');
  if (missing.length === 0) throw new AppError('bad_request', '请逐条写明要补充什么。');
  return {
    to: 'awaiting_supplement',
    patch: { ...pauseClock(ports.clocks, row, at), supplements: row.supplements + 1 },
    data: { missing },
    notice: { missing },
  };
};

/** 群众补充: the clock goes on with what was left. */
export const supplement: EffectOf<'supplement'> = ({ ports, row, at }) => ({
  to: 'in_progress',
  patch: resumeClock(ports.clocks, row, at),
});

/** 办结（未补充）: nothing came in time. */
export const closeUnsupplemented: EffectOf<'close_unsupplemented'> = ({ at }) => ({
  to: 'closed',
  patch: { ...stopClock(), closed_at: at, outcome: 'unsupplemented' },
});

/** 申请延期. */
export const askExtension: EffectOf<'ask_extension'> = ({ ports, row, actor, input }) => {
  const { workingDays: most } = ports.clocks.extensionLimit(row.owner_unit);
  if (!Number.isInteger(input.workingDays) || input.workingDays < 1 || input.workingDays > most) {
    throw new AppError('bad_request', `延期最多${most}个工作日。`);
  }
  return {
    patch: {
      extension: 'asked',
      extension_days: input.workingDays,
      extension_asked_by: actor.id,
    },
    data: { workingDays: input.workingDays },
  };
};

/** 批准延期: the old and the new limit are both kept in the line of events. */
export const approveExtension: EffectOf<'approve_extension'> = ({ ports, row, reason }) => {
  const patch = extendClock(ports.clocks, row, row.extension_days ?? 0);
  return {
    patch: { ...patch, extension: 'approved' },
    data: { before: row.answer_due_at, after: patch.answer_due_at, days: row.extension_days },
    notice: { reason },
  };
};

/** 不批延期: the limit stands. */
export const refuseExtension: EffectOf<'refuse_extension'> = () => ({
  patch: { extension: 'refused' },
});
