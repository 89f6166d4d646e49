import { AuditCheckpoint } from './audit/audit-checkpoint.entity';
import { AuditEntry } from './audit/audit-entry.entity';
import { AuditSeal } from './audit/audit-seal.entity';
import { DataKey } from './audit/data-key.entity';
import { CaseCounter } from './cases/case-counter.entity';
import { CaseEvent } from './cases/case-event.entity';
import { Case } from './cases/case.entity';
import type { EntityClass } from './database/data-source';
import { AccessToken } from './delivery/access-token.entity';
import { AccountAlarm } from './delivery/account-alarm.entity';
import { AccountCapability } from './delivery/account-capability.entity';
import { AccountStatus } from './delivery/account-status.entity';
import { Ledger } from './delivery/ledger.entity';
import { OutboxAttempt } from './delivery/outbox-attempt.entity';
import { OutboxEntry } from './delivery/outbox-entry.entity';
import { OutboxPart } from './delivery/outbox-part.entity';
import { LinkClicks } from './items/link-clicks.entity';
import { Miss } from './items/miss.entity';
import { MediaUpload } from './media/media-upload.entity';
import { Media } from './media/media.entity';
import { MenuWatch } from './menus/drift/menu-watch.entity';
import { MenuApplication } from './menus/menu-application.entity';
import { MenuClicks } from './menus/statistics/menu-clicks.entity';
import { Citizen } from './messages/citizen.entity';
import { Message } from './messages/message.entity';
import { PendingQuestionRow } from './messages/pending-question.entity';
import { QueryBinding } from './queries/identity/query-binding.entity';
import { QueryConsent } from './queries/identity/query-consent.entity';
import { QueryLink } from './queries/identity/query-link.entity';
import { QueryLookup } from './queries/identity/query-lookup.entity';
import { QueryTries } from './queries/identity/query-tries.entity';
import { QueryImport } from './queries/sources/table/query-import.entity';
import { QueryKey } from './queries/sources/table/query-key.entity';
import { QueryRow } from './queries/sources/table/query-row.entity';

/** Every table's entity. Beside `compose.ts`, because the database room may not know the others. */
export const entities: readonly EntityClass[] = [
  AccessToken,
  AccountAlarm,
  AccountCapability,
  AccountStatus,
  AuditCheckpoint,
  AuditEntry,
  AuditSeal,
  Case,
  CaseCounter,
  CaseEvent,
  Citizen,
  DataKey,
  Ledger,
  LinkClicks,
  Media,
  MediaUpload,
  MenuApplication,
  MenuClicks,
  MenuWatch,
  Message,
  Miss,
  OutboxAttempt,
  OutboxEntry,
  OutboxPart,
  PendingQuestionRow,
  QueryBinding,
  QueryConsent,
  QueryImport,
  QueryKey,
  QueryLink,
  QueryLookup,
  QueryRow,
  QueryTries,
];
