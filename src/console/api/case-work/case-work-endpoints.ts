import type { StaffParts } from '../../../staff/staff-parts';
import { createAttachmentEndpoints } from '../attachments/attachment-endpoints';
import type { CaseDesk } from '../cases/case-desk';
import type { Endpoint } from '../endpoint';
import { createViewEndpoints } from '../view-endpoints';
import { createBulkEndpoints } from './bulk-endpoints';
import { createContactEndpoints } from './contact-endpoints';
import { createDraftEndpoints } from './draft-endpoints';
import { createHandlersEndpoint } from './handlers-endpoint';
import { createLinkEndpoints } from './link-endpoints';
import { createNoteEndpoints } from './note-endpoints';
import { createRatingEndpoint } from './rating-endpoint';
import { createRegisterEndpoint } from './register-endpoint';
import { createRevealEndpoints } from './reveal-endpoints';
import { createTagEndpoints } from './tag-endpoints';
import { createTranscriptEndpoint } from './transcript-endpoint';

/** What people do with a case beside its life cycle. */
export function createCaseWorkEndpoints(desk: CaseDesk, staff: StaffParts): Endpoint[] {
  return [
    ...createAttachmentEndpoints(desk),
    ...createDraftEndpoints(desk),
    ...createNoteEndpoints(desk, staff),
    ...createContactEndpoints(desk, staff.sealer),
    ...createRevealEndpoints(staff),
    ...createTagEndpoints(desk),
    ...createLinkEndpoints(desk),
    ...createBulkEndpoints(desk),
    ...createViewEndpoints(staff),
    createHandlersEndpoint(staff),
    createRatingEndpoint(desk),
    createTranscriptEndpoint(desk),
    createRegisterEndpoint(desk, staff.sealer),
  ];
}
