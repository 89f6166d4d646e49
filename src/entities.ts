import { ApprovalPass } from './approvals/approval-pass.entity';
import { Approval } from './approvals/approval.entity';
import { AuditCheckpoint } from './audit/audit-checkpoint.entity';
import { AuditEntry } from './audit/audit-entry.entity';
import { AuditSeal } from './audit/audit-seal.entity';
import { DataKey } from './audit/data-key.entity';
import { CaseAnswer } from './cases/case-answer.entity';
import { CaseCoHandler } from './cases/case-co-handler.entity';
import { CaseConsent } from './cases/case-consent.entity';
import { CaseContact } from './cases/case-contact.entity';
import { CaseCounter } from './cases/case-counter.entity';
import { CaseDraft } from './cases/case-draft.entity';
import { CaseEvent } from './cases/case-event.entity';
import { CaseLink } from './cases/case-link.entity';
import { CaseNote } from './cases/case-note.entity';
import { RatingRequestRow } from './cases/rating-request.entity';
import { CaseRating } from './cases/case-rating.entity';
import { CaseTag } from './cases/case-tag.entity';
import { Case } from './cases/case.entity';
import { PhraseEvent } from './cases/phrases/phrase-event.entity';
import { Phrase } from './cases/phrases/phrase.entity';
import { CalendarState } from './cases/clock/calendar-state.entity';
import { CaseEscalation } from './cases/clock/case-escalation.entity';
import { CasePresence } from './cases/live/case-presence.entity';
import { LiveEventRow } from './cases/live/live-event.entity';
import { DismissalCheck } from './cases/dismissals/dismissal-check.entity';
import { CaseTally } from './cases/lists/case-tally.entity';
import { CaseSearchQueue } from './cases/search/case-search-queue.entity';
import { CaseSearch } from './cases/search/case-search.entity';
import { ExportChunk } from './cases/exports/export-chunk.entity';
import { ExportJob } from './cases/exports/export-job.entity';
import { ReportDay } from './cases/reports/report-day.entity';
import { ReportHandling } from './cases/reports/report-handling.entity';
import { ReportQueue } from './cases/reports/report-queue.entity';
import { ReportReplies } from './cases/reports/report-replies.entity';
import { ReportSnapshot } from './cases/reports/report-snapshot.entity';
import { ReportSnapshotHandling } from './cases/reports/report-snapshot-handling.entity';
import { PersonalDataGrant } from './cases/reveal/personal-data-grant.entity';
import { ConsoleRequest } from './console/api/console-request.entity';
import type { EntityClass } from './database/data-source';
import { AccessToken } from './delivery/access-token.entity';
import { AccountAlarm } from './delivery/account-alarm.entity';
import { AccountCapability } from './delivery/account-capability.entity';
import { AccountStatus } from './delivery/account-status.entity';
import { Ledger } from './delivery/ledger.entity';
import { OutboxAttempt } from './delivery/outbox-attempt.entity';
import { OutboxEntry } from './delivery/outbox-entry.entity';
import { OutboxPart } from './delivery/outbox-part.entity';
import { ItemReport } from './items/reports/item-report.entity';
import { LinkClicks } from './items/link-clicks.entity';
import { Miss } from './items/miss.entity';
import { Attachment } from './media/attachment.entity';
import { MediaUpload } from './media/media-upload.entity';
import { Media } from './media/media.entity';
import { MediaTranscript } from './media/transcript.entity';
import { MenuWatch } from './menus/drift/menu-watch.entity';
import { MenuApplication } from './menus/menu-application.entity';
import { MenuClicks } from './menus/statistics/menu-clicks.entity';
import { CitizenBlock } from './messages/blocks/citizen-block.entity';
import { Citizen } from './messages/citizen.entity';
import { Message } from './messages/message.entity';
import { PendingQuestionRow } from './messages/pending-question.entity';
import { LiveFollower } from './notices/live-follower.entity';
import { OutboundMessage } from './notices/outbound/outbound-message.entity';
import { StaffNotice } from './notices/staff-notice.entity';
import { QueryBinding } from './queries/identity/query-binding.entity';
import { QueryConsent } from './queries/identity/query-consent.entity';
import { QueryLink } from './queries/identity/query-link.entity';
import { QueryLookup } from './queries/identity/query-lookup.entity';
import { QueryTries } from './queries/identity/query-tries.entity';
import { QueryImport } from './queries/sources/table/query-import.entity';
import { QueryKey } from './queries/sources/table/query-key.entity';
import { QueryRow } from './queries/sources/table/query-row.entity';
import { Staff } from './staff/staff.entity';
import { SavedView } from './staff/saved-view.entity';
import { StaffDeputy } from './staff/staff-deputy.entity';
import { StaffPassword } from './staff/staff-password.entity';
import { StaffRecoveryCode } from './staff/staff-recovery-code.entity';
import { StaffRoleRow } from './staff/staff-role.entity';
import { StaffSession } from './staff/staff-session.entity';
import { StaffSignInTries } from './staff/staff-sign-in-tries.entity';
import { ContentSwitch } from './switches/content-switch.entity';

/** Every table's entity. Beside `compose.ts`, because the database room may not know the others. */
export const entities: readonly EntityClass[] = [
  AccessToken,
  AccountAlarm,
  AccountCapability,
  AccountStatus,
  Approval,
  ApprovalPass,
  Attachment,
  AuditCheckpoint,
  AuditEntry,
  AuditSeal,
  CalendarState,
  Case,
  Phrase,
  PhraseEvent,
  CaseEscalation,
  CaseAnswer,
  CaseCoHandler,
  CaseConsent,
  CaseContact,
  CaseCounter,
  CaseDraft,
  CaseEvent,
  CaseLink,
  CaseNote,
  CasePresence,
  CaseRating,
  CaseSearch,
  CaseSearchQueue,
  CaseTag,
  CaseTally,
  Citizen,
  CitizenBlock,
  ConsoleRequest,
  ContentSwitch,
  DataKey,
  DismissalCheck,
  ItemReport,
  Ledger,
  LinkClicks,
  LiveEventRow,
  LiveFollower,
  Media,
  MediaTranscript,
  MediaUpload,
  MenuApplication,
  MenuClicks,
  MenuWatch,
  Message,
  Miss,
  OutboundMessage,
  OutboxAttempt,
  OutboxEntry,
  OutboxPart,
  PendingQuestionRow,
  PersonalDataGrant,
  QueryBinding,
  QueryConsent,
  QueryImport,
  QueryKey,
  QueryLink,
  QueryLookup,
  QueryRow,
  QueryTries,
  ExportChunk,
  ExportJob,
  ReportDay,
  ReportHandling,
  ReportQueue,
  ReportReplies,
  ReportSnapshot,
  ReportSnapshotHandling,
  SavedView,
  RatingRequestRow,
  Staff,
  StaffDeputy,
  StaffNotice,
  StaffPassword,
  StaffRecoveryCode,
  StaffRoleRow,
  StaffSession,
  StaffSignInTries,
];
