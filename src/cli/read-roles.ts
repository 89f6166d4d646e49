import { AppError } from '../platform/errors';
import { roleNames, staffRoles, type HeldRole, type StaffRole } from '../staff/roles';

/** A colon is as good, also as Chinese input methods write it. */
const SEPARATOR = /[/:：]/;
const RESTRICTED = '保密';

/**
 * Roles as they are typed at the shell: `renshe/经办`, `renshe/经办/保密`, `统筹`; also `renshe/clerk`.
 * @throws AppError bad_request with what may be typed
 */
export function readRoles(
  typed: readonly string[],
  units: ReadonlyMap<string, unknown>,
): HeldRole[] {
  if (typed.length === 0) {
    throw new AppError('bad_request', '请用 --role 写上角色，例如 --role renshe/经办');
  }
  return typed.map((text) => {
    const words = text.split(SEPARATOR).map((word) => word.trim());
    const restricted = words.at(-1) === RESTRICTED;
    if (restricted) words.pop();
    const [first, second] = words;
    const unit = second === undefined ? null : first!;
    if (words.length > 2 || (unit !== null && !units.has(unit))) {
      const known = [...units.keys()].join('、');
      throw new AppError('bad_request', `“${text}”里没有认得的单位。单位有：${known}`);
    }
    return { role: readRole(second ?? first ?? '', text), unit, restricted };
  });
}

function readRole(word: string, text: string): StaffRole {
  const role = roleNames.find((name) => name === word || staffRoles[name] === word);
  if (role) return role;
  const known = Object.values(staffRoles).join('、');
  throw new AppError('bad_request', `“${text}”里没有认得的角色。角色有：${known}`);
}
