import { listUnheard } from '../../../cases/lists/list-unheard';
import type { ListedCase } from '../../../cases/lists/load-listed';
import type { TodoReader } from '../../../cases/lists/plan-todo';
import { findUntold } from '../../../delivery/find-untold';
import { listReach } from '../../../delivery/list-reach';
import { findNames } from '../../../staff/find-names';
import type { Caller } from '../caller';
import type { CaseDesk } from './case-desk';
import type { ListContext } from './present-case';

/** Somebody who reads a list, with what they may see of it. */
type Reader = Pick<Caller, 'person' | 'scope'>;

/** 请电话告知: the caller's answered cases whose answer has waited two working days, outside restricted ones. */
export async function listToTell(desk: CaseDesk, caller: Reader): Promise<ReadonlySet<string>> {
  const { database, calendar, ports } = desk;
  const scope = { units: caller.scope.units };
  const { schedules } = calendar();
  const now = ports.clock.now();
  const ids = await listUnheard(database, scope, caller.person.id, schedules, now);
  return findUntold(database, ids);
}

/** What rows of a list are shown with. @param untold what `listToTell` found */
export async function loadListContext(
  { database, ports }: CaseDesk,
  caller: Reader,
  rows: readonly ListedCase[],
  untold: ReadonlySet<string>,
): Promise<ListContext> {
  const cases = rows.map(({ id, account, citizen_id: citizenId }) => ({ id, account, citizenId }));
  return {
    reader: readerOf(caller),
    untold,
    names: await findNames(
      database,
      rows.map(({ handler }) => handler),
    ),
    reach: await listReach(database, cases, ports.clock.now()),
  };
}

/** A caller as lists know them. */
export function readerOf({ person, scope }: Reader): TodoReader {
  const units = [...new Set([...scope.units, ...scope.restrictedUnits])];
  return { staffId: person.id, roles: person.roles, units };
}
