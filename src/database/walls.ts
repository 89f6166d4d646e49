/** The second wall between units: what a table gives to whoever reads for a member of staff. */

/** Nobody signs in as it; the process takes it on while it reads for a member of staff. */
export const READER_ROLE = 'zhijian_reader';

/**
 * The statements that let the process's role take on the reader's, without being bound by its policies
 * before: who inherits a role is also held by what is said of that role.
 * @param serverVersion as `server_version_num` gives it; before 16 a role inherits all or nothing
 */
export function admitToReader(serverVersion: number, role: string): string {
  return serverVersion >= 160_000
    ? `grant ${READER_ROLE} to ${role} with inherit false;`
    : `alter role ${role} noinherit; grant ${READER_ROLE} to ${role};`;
}

const UNITS = setting('zhijian.units');
const RESTRICTED_UNITS = setting('zhijian.restricted_units');
const AUDIT_UNITS = setting('zhijian.audit_units');
const AUDIT_RESTRICTED_UNITS = setting('zhijian.audit_restricted_units');
/** Asked through the policy of `cases`. */
const ITS_CASE = 'exists (select from cases c where c.id = case_id)';
const ITS_CASE_OR_ACCOUNT = `case when case_id is null then account = any (${UNITS}) else ${ITS_CASE} end`;
/** What opened no case: of the account, but for reports against cadres, which are for one person alone. */
const ITS_CASE_OR_OWN_ACCOUNT = `case when case_id is not null then ${ITS_CASE}
    when responder = 'handover' then (select current_setting('zhijian.cadre_reports', true) = 'true')
    else account = any (${UNITS}) end`;
const ITS_OUTBOX_ROW =
  'exists (select from outbox o where o.account = {table}.account and o.id = outbox_id)';

/** Which rows of a table may be read, as conditions over its columns; tables that are not here hold nothing of a unit's cases. */
export const walls: Readonly<Record<string, string>> = {
  attachments: ITS_CASE,
  approvals: 'reads_approval(id)',
  approval_passes: 'reads_approval(approval_id)',
  audit_entries: `case when unit is null
      then current_setting('zhijian.audit_district', true) = 'true' else unit = any (${AUDIT_UNITS}) end
    and (not restricted or unit = any (${AUDIT_RESTRICTED_UNITS}))`,
  case_answers: ITS_CASE,
  case_co_handlers: ITS_CASE,
  case_consents: ITS_CASE,
  case_contacts: ITS_CASE,
  case_drafts: ITS_CASE,
  case_escalations: ITS_CASE,
  case_events: ITS_CASE,
  case_links: ITS_CASE,
  case_notes: ITS_CASE,
  case_presence: ITS_CASE,
  case_ratings: ITS_CASE,
  case_tags: ITS_CASE,
  case_tallies: `case when restricted
    then unit = any (${RESTRICTED_UNITS}) else unit = any (${UNITS}) end`,
  cases: `case when restricted then owner_unit = any (${RESTRICTED_UNITS})
      else owner_unit = any (${UNITS}) or helps_with_case(id) end
    or (merged_into is not null and reads_case(merged_into))`,
  citizens: `account = any (${UNITS}) or exists (
    select from cases c where c.account = citizens.account and c.citizen_id = citizens.id)`,
  citizen_blocks: `account = any (${UNITS})`,
  dismissal_checks: ITS_CASE,
  media: `exists (select from messages m where m.account = media.account and m.id = message_id)`,
  media_transcripts: `exists (select from messages m
    where m.account = media_transcripts.account and m.id = message_id)`,
  messages: ITS_CASE_OR_OWN_ACCOUNT,
  outbox: ITS_CASE_OR_ACCOUNT,
  outbox_attempts: ITS_OUTBOX_ROW.replace('{table}', 'outbox_attempts'),
  outbox_parts: ITS_OUTBOX_ROW.replace('{table}', 'outbox_parts'),
  personal_data_grants: ITS_CASE,
  rating_requests: ITS_CASE,
  staff_notices: `case_id is null or ${ITS_CASE}`,
};

/** Tables that nobody reads for a member of staff: secrets, and words that are found by functions alone. */
export const closedToReader: readonly string[] = [
  'access_tokens',
  'case_search',
  'staff_passwords',
  'staff_recovery_codes',
];

/** The value of a setting, read once a statement. */
function setting(name: string): string {
  return `(select scope_units('${name}'))::text[]`;
}
