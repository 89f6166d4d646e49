/** A right on a table. `delete` is given only where a row's end is no loss of record. */
export type Privilege = 'select' | 'insert' | 'update' | 'delete';

const READ: readonly Privilege[] = ['select'];
const APPEND: readonly Privilege[] = ['select', 'insert'];
const WRITE: readonly Privilege[] = ['select', 'insert', 'update'];
const OWN: readonly Privilege[] = ['select', 'insert', 'update', 'delete'];

/** What the process may do with each table; a table that is not here is closed to it. */
export const privileges: Readonly<Record<string, readonly Privilege[]>> = {
  access_tokens: WRITE,
  account_alarms: WRITE,
  account_capabilities: WRITE,
  account_status: WRITE,
  approval_passes: APPEND,
  approvals: WRITE,
  audit_checkpoints: READ,
  audit_entries: APPEND,
  audit_seals: APPEND,
  calendar_state: WRITE,
  case_answers: APPEND,
  case_co_handlers: WRITE,
  case_contacts: APPEND,
  case_counters: WRITE,
  case_drafts: OWN,
  case_escalations: APPEND,
  case_events: APPEND,
  case_links: OWN,
  case_notes: APPEND,
  case_ratings: WRITE,
  case_search: WRITE,
  case_search_queue: OWN,
  case_tags: OWN,
  case_tallies: OWN,
  cases: WRITE,
  citizens: WRITE,
  console_requests: OWN,
  data_keys: WRITE,
  ledgers: OWN,
  link_clicks: WRITE,
  media: OWN,
  media_uploads: OWN,
  menu_applications: WRITE,
  menu_clicks: WRITE,
  menu_watches: WRITE,
  messages: WRITE,
  migrations: READ,
  misses: APPEND,
  outbox: WRITE,
  outbox_attempts: WRITE,
  outbox_parts: WRITE,
  pending_questions: OWN,
  personal_data_grants: APPEND,
  query_bindings: WRITE,
  query_consents: WRITE,
  query_imports: WRITE,
  query_keys: OWN,
  query_links: OWN,
  query_lookups: APPEND,
  query_rows: OWN,
  query_tries: OWN,
  staff: WRITE,
  staff_deputies: WRITE,
  staff_passwords: OWN,
  staff_recovery_codes: OWN,
  staff_roles: OWN,
  staff_sessions: OWN,
  staff_sign_in_tries: OWN,
};

/** Functions of the owner's that the process may call; they do for it what its rights do not allow. */
export const callableFunctions: readonly string[] = [
  'prune_audit(timestamptz, integer)',
  'prune_query_records()',
];
