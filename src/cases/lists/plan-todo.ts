import type { CaseActor, CaseRole } from '../life-cycle/actions';
import type { CaseRow } from '../life-cycle/case-row';

/** 待办: the one thing that a case asks of its reader. */
export const todoVerbs = {
  assign: '请分派',
  accept: '请受理',
  call_back: '请回访',
  answer: '请答复',
  help: '请回复协办',
  decide_extension: '请批延期',
  review: '请审核',
  sign: '请签发',
  tell_by_phone: '请电话告知',
} as const;

export type TodoVerb = keyof typeof todoVerbs;

/** What of a case decides it. */
export type TodoRow = Pick<
  CaseRow,
  'id' | 'owner_unit' | 'state' | 'handler' | 'claimed_until' | 'contact_due_at' | 'extension'
>;

/** Who reads, and where. */
export interface TodoReader {
  staffId: string;
  roles: CaseActor['roles'];
  /** Units whose cases are the reader's own to see; a case of another is one that they help with. */
  units: readonly string[];
}

/**
 * What a case asks of its reader, or null.
 * @param untold ids of the reader's cases whose answer has waited too long
 */
export function planTodo(
  row: TodoRow,
  { staffId, roles, units }: TodoReader,
  untold: ReadonlySet<string>,
  now: Date,
): TodoVerb | null {
  const holds = (role: CaseRole): boolean =>
    roles.some((held) => held.role === role && (held.unit ?? row.owner_unit) === row.owner_unit);
  const isOwn = row.handler === staffId;
  if (!units.includes(row.owner_unit)) return helps(roles, units) ? 'help' : null;
  switch (row.state) {
    case 'awaiting_assignment':
      return holds('coordinator') ? 'assign' : null;
    case 'awaiting_acceptance':
      return holds('clerk') && (isOwn || isFree(row, now)) ? 'accept' : null;
    case 'in_progress':
      if (isOwn && holds('clerk')) return row.contact_due_at ? 'call_back' : 'answer';
      return row.extension === 'asked' && holds('signer') ? 'decide_extension' : null;
    case 'awaiting_review':
      return holds('reviewer') && !isOwn ? 'review' : null;
    case 'awaiting_signature':
      return holds('signer') && !isOwn ? 'sign' : null;
    case 'answered':
      return untold.has(row.id) ? 'tell_by_phone' : null;
    default:
      return null;
  }
}

function isFree({ handler, claimed_until }: TodoRow, now: Date): boolean {
  return handler === null || (claimed_until !== null && claimed_until <= now);
}

function helps(roles: CaseActor['roles'], units: readonly string[]): boolean {
  return roles.some(({ role, unit }) => role === 'clerk' && unit !== null && units.includes(unit));
}
