/** Builds the endpoints of work on cases: what people do with one, and the desks where cases wait. */
import { handOverPort } from './compose-cases';
import { createCaseWorkEndpoints } from './console/api/case-work/case-work-endpoints';
import type { CaseDesk } from './console/api/cases/case-desk';
import { createDismissalEndpoints } from './console/api/dispatch/dismissal-endpoints';
import { createDispatchEndpoint } from './console/api/dispatch/dispatch-endpoint';
import type { Endpoint } from './console/api/endpoint';
import { createPeopleEndpoints } from './console/api/people-endpoints';
import { createReviewEndpoints } from './console/api/review/review-endpoints';
import { createWorkbenchEndpoints } from './console/api/workbench/workbench-endpoints';
import type { QueryRouter } from './routing/router';
import { suggestUnits } from './routing/suggest-units';
import type { StaffParts } from './staff/staff-parts';

/** @param router that is live */
export function caseWorkEndpoints(
  desk: CaseDesk,
  staff: StaffParts,
  router: () => Pick<QueryRouter, 'candidates'>,
): Endpoint[] {
  const suggest = (account: string, text: string) =>
    suggestUnits(router(), account, text, desk.ports.clock.now());
  return [
    ...createCaseWorkEndpoints(desk, staff),
    ...createWorkbenchEndpoints(desk),
    ...createReviewEndpoints(desk),
    createDispatchEndpoint(desk, suggest),
    ...createDismissalEndpoints(desk),
    ...createPeopleEndpoints(staff, handOverPort(desk.ports)),
  ];
}
