import type { StaffParts } from '../../../staff/staff-parts';
import type { CaseDesk } from '../cases/case-desk';
import type { Endpoint } from '../endpoint';
import { createContactEndpoints } from './contact-endpoints';
import { createDraftEndpoints } from './draft-endpoints';
import { createNoteEndpoints } from './note-endpoints';
import { createRevealEndpoints } from './reveal-endpoints';

/** What people do with a case beside its life cycle. */
export function createCaseWorkEndpoints(desk: CaseDesk, staff: StaffParts): Endpoint[] {
  return [
    ...createDraftEndpoints(desk),
    ...createNoteEndpoints(desk, staff),
    ...createContactEndpoints(desk, staff.sealer),
    ...createRevealEndpoints(staff),
  ];
}
