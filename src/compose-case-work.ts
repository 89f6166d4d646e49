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
import type { RecordAudit } from './audit/audit-row';
import { erasurePorts } from './compose-media';
import { createCitizenEndpoints } from './console/api/citizens/citizen-endpoints';
import { createErasureEndpoint } from './console/api/citizens/erasure-endpoint';
import type { Database } from './database/database';
import type { MediaStore } from './media/media-store';
import { createCadreReportEndpoints } from './console/api/cadre-reports/cadre-report-endpoints';
import { eraseCitizen } from './messages/erasure/erase-citizens';
import type { Clock } from './platform/clock';
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

export interface CitizenParts {
  database: Database;
  clock: Clock;
  staff: { recordAudit: RecordAudit; parts: Pick<StaffParts, 'sealer'> };
  media: { store: MediaStore };
}

/** 群众档案, erasure at a citizen's own request, and what citizens sent against cadres. */
export function citizenEndpoints(desk: CaseDesk, parts: CitizenParts): Endpoint[] {
  const { database, clock, media, staff } = parts;
  const ports = erasurePorts(database, media.store);
  return [
    ...createCitizenEndpoints(desk),
    ...createCadreReportEndpoints({
      ...{ database, clock, recordAudit: staff.recordAudit },
      ...{ reads: desk.database, sealer: staff.parts.sealer, canTranscode: desk.canTranscode },
    }),
    createErasureEndpoint({
      ...{ clock, recordAudit: staff.recordAudit },
      eraseCitizen: (key, { dryRun, record }) =>
        eraseCitizen({ database, clock, dryRun, ports }, key, record),
    }),
  ];
}
