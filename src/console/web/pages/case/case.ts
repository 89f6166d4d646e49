import type { caseSchema } from '../../../api/cases/case-schemas';
import type { changedCaseSchema } from '../../../api/cases/press-action';
import type { deliverySchema } from '../../../api/cases/delivery-endpoints';
import { api } from '../../api/api';
import type { Wire } from '../../api/wire';

export type Case = Wire<typeof caseSchema>;
export type Message = Case['messages'][number];
export type CaseEvent = Case['events'][number];
export type CaseAction = Case['actions'][number];
export type Delivery = Wire<typeof deliverySchema>;
export type Changed = Wire<typeof changedCaseSchema>;

/** Everything of a case is below this path. */
export function pathOf(number: string, rest = ''): string {
  return `/api/cases/${encodeURIComponent(number)}${rest}`;
}

/** A press of a button, on the version that the person sees. @throws ApiProblem conflict when it was changed */
export function pressAction(
  { number, version }: Pick<Case, 'number' | 'version'>,
  press: { action: string; input: object; reason?: string | null; onBehalfOf?: string | null },
): Promise<Changed> {
  const { action, input, reason = null, onBehalfOf = null } = press;
  const body = { action, input, reason, onBehalfOf };
  return api.post<Changed>(pathOf(number, '/actions'), body, { version });
}
