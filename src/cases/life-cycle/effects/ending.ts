/** After the answer and at the end: 评价, 重办, 办结, 撤回, 合并. */
import { endApproval } from '../../../approvals/approval-store';
import { AppError } from '../../../platform/errors';
import { maskPersonalData } from '../../../privacy/mask';
import { countMoves } from '../../lists/count-moves';
import { reworkCauses, type Command } from '../actions';
import { getCase, updateCase, type CaseRow } from '../case-row';
import { insertCaseEvent } from '../case-events';
import { restartClock, stopClock } from '../clock-effects';
import type { EffectOf, Execution } from '../effect';
import { hasRole } from '../guards';

/** 差评: these open the case again. */
const BAD_RATING = 2;

/** 评价: once an answer; a bad one opens the next round. */
export const rate: EffectOf<'rate'> = async ({ tx, row, at, input }) => {
  const { rating, tags, text, named } = input;
  await tx.query(
    `insert into case_ratings (case_id, round, rating, tags, text, named, at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [row.id, row.round, rating, tags, maskedOrNull(text), named, at],
  );
  return {
    patch: { rating, latest_rating: rating },
    data: { rating },
    ...(rating <= BAD_RATING ? { then: reworkOf(row, 'bad_rating') } : {}),
  };
};

/** What is said beside a rating is read by many; numbers in it are nobody's business. */
function maskedOrNull(text: string | null): string | null {
  return maskPersonalData(text?.trim() ?? '').masked || null;
}

/** 重办: a new round; what the round before took stays in its record. */
export const rework: EffectOf<'rework'> = ({ ports, row, actor, at, input }) => {
  const { cause } = input;
  if (actor.kind === 'staff' && cause !== 'sent_back') {
    throw new AppError('bad_request', '统筹只能以退回再办的原因重办。');
  }
  return {
    to: 'in_progress',
    patch: {
      ...restartClock(ports.clocks, row, at, cause === 'bad_rating'),
      round: row.round + 1,
      answered_at: null,
      closed_at: null,
      outcome: null,
      rating: null,
      supplements: 0,
      send_backs: 0,
      extension: null,
      extension_days: null,
      extension_asked_by: null,
    },
    data: { cause, round: row.round + 1 },
  };
};

/** 判断来信: it belongs here; to an answered case it is a further question (追问). */
export const judge: EffectOf<'judge'> = (execution) => ({
  patch: { needs_judgement: false },
  ...(isFollowUp(execution) ? { then: reworkOf(execution.row, 'follow_up') } : {}),
});

/** Whether what the citizen adds to an answered case opens it again (追问). */
export function isFollowUp({ row, ports, at }: Pick<Execution, 'row' | 'ports' | 'at'>): boolean {
  if (row.state !== 'answered' && row.state !== 'closed') return false;
  if (row.answered_at === null || row.outcome === null) return false;
  return at <= ports.clocks.dueAt(row.owner_unit, { kind: 'follow_up' }, row.answered_at).at;
}

function reworkOf(row: CaseRow, cause: 'bad_rating' | 'follow_up'): Command {
  const reason = reworkCauses[cause];
  return { action: 'rework', number: row.number, version: null, reason, input: { cause } };
}

/** 办结. */
export const close: EffectOf<'close'> = ({ at, input }) => ({
  to: 'closed',
  patch: { ...stopClock(), closed_at: at },
  data: input.excuse === null ? {} : { excuse: input.excuse },
});

/** 撤回: the citizen says so twice. */
export const withdraw: EffectOf<'withdraw'> = async (execution) => {
  if (!execution.input.confirmed) throw new AppError('bad_request', '请群众确认撤回。');
  await dropApproval(execution);
  return {
    to: 'withdrawn',
    patch: { ...GONE, closed_at: execution.at, outcome: 'withdrawn' },
  };
};

const GONE = { ...stopClock(), approval_id: null, answer_kind: null } as const;

/**
 * 合并: into another open case of the same citizen, which keeps the earliest receipt and the earliest
 * limits. What was merged into this case before follows.
 */
export const merge: EffectOf<'merge'> = async (execution) => {
  const { tx, reach, row, actor, at, input } = execution;
  const main = await getCase(tx, reach, input.main);
  wantMain(execution, main);
  await dropApproval(execution);
  await tx.query(`update cases set merged_into = $2 where merged_into = $1`, [row.id, main.id]);
  const patch = {
    opened_at: earliest(main.opened_at, row.opened_at)!,
    accept_due_at: earliest(main.accept_due_at, row.accept_due_at),
    answer_due_at: earliest(main.answer_due_at, row.answer_due_at),
    counts_from_at: earliest(main.counts_from_at, row.counts_from_at),
    last_message_at: latest(main.last_message_at, row.last_message_at),
    urgent: main.urgent || row.urgent,
    restricted: main.restricted || row.restricted,
  };
  await updateCase(tx, main.id, patch);
  await countMoves(tx, [{ from: main, to: { ...main, ...patch } }]);
  await insertCaseEvent(tx, {
    after: { ...main, ...patch, version: main.version + 1 },
    kind: 'merged_in',
    at,
    actor,
    reason: null,
    data: { from: row.number },
  });
  return {
    to: 'merged',
    patch: { ...GONE, merged_into: main.id, closed_at: at, outcome: 'merged' },
    data: { main: main.number },
    notice: { otherNumber: main.number },
  };
};

const ENDED: readonly string[] = ['answered', 'closed', 'merged', 'withdrawn'];

function wantMain({ row, actor }: Execution, main: CaseRow): void {
  if (main.id === row.id) throw new AppError('bad_request', '一件不能合并到自己。');
  const own = hasRole(actor, 'coordinator', main.owner_unit);
  if (!own && !hasRole(actor, 'clerk', main.owner_unit)) {
    throw new AppError('forbidden', '只能合并到自己单位的办件。');
  }
  if (ENDED.includes(main.state)) {
    throw new AppError('conflict', `办件 ${main.number} 已经结束，不能再并入别的办件。`);
  }
  const same = main.account === row.account && main.citizen_id === row.citizen_id;
  if (!same || row.citizen_id === null) {
    throw new AppError('bad_request', '不是同一位群众的办件，只能关联，各自答复。');
  }
}

async function dropApproval({ tx, row, at }: Omit<Execution, 'input'>): Promise<void> {
  if (row.approval_id) await endApproval(tx, row.approval_id, 'dropped', at);
}

function earliest(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

function latest(one: Date, other: Date): Date {
  return one > other ? one : other;
}
