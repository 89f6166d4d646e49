import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  Unique,
} from 'typeorm';
import { Approval } from '../approvals/approval.entity';
import { CaseClockColumns } from './case-clock-columns';

const LIST_ORDER = ['ownerUnit', 'state', 'openedAt', 'id'];
const FLAGS = [
  'urgent',
  'restricted',
  'supervised',
  'opinionRisk',
  'duplicate',
  'outOfRemit',
  'needsJudgement',
];

/** What a unit has to do for a citizen (办件). */
@Entity('cases')
@Unique('cases_number_key', ['number'])
@Check(
  'cases_source_check',
  `source in ('wechat', 'telephone', 'window', '12345', 'comment', 'other')`,
)
@Check(
  'cases_state_check',
  `state in ('awaiting_assignment', 'awaiting_acceptance', 'in_progress', 'awaiting_supplement',
    'awaiting_review', 'awaiting_signature', 'answered', 'closed', 'merged', 'withdrawn')`,
)
@Check(
  'cases_type_check',
  `type in ('consultation', 'help', 'complaint', 'report', 'suggestion', 'praise', 'petition', 'disclosure')`,
)
@Check('cases_extension_check', `extension in ('asked', 'approved', 'refused')`)
@Check('cases_answer_kind_check', `answer_kind in ('answer', 'refusal', 'referral')`)
@Check(
  'cases_outcome_check',
  `outcome in ('answered', 'refused', 'referred', 'unneeded', 'unsupplemented', 'merged', 'withdrawn')`,
)
@Check('cases_rating_check', `rating between 1 and 5`)
@Check('cases_latest_rating_check', `latest_rating between 1 and 5`)
@Check(
  'cases_paused_check',
  `(state = 'awaiting_supplement') = (paused_at is not null)
    and coalesce(paused_remaining_ms, 0) >= 0`,
)
@Check('cases_merged_check', `(state = 'merged') = (merged_into is not null)`)
@Check(
  'cases_approval_check',
  `(state in ('awaiting_review', 'awaiting_signature')) = (approval_id is not null)`,
)
@Index('cases_citizen_idx', { synchronize: false })
@Index('cases_queue_idx', ['ownerUnit', 'state', 'openedAt', 'id'])
@Index('cases_due_idx', ['ownerUnit', 'answerDueAt', 'id'], {
  where: `answered_at is null and closed_at is null`,
})
@Index('cases_handler_idx', ['handler', 'state'], { where: `handler is not null` })
@Index('cases_unheard_idx', ['handler', 'answeredAt', 'id'], { where: `state = 'answered'` })
@Index('cases_approval_idx', ['approvalId'], { where: `approval_id is not null` })
@Index('cases_merged_idx', ['mergedInto'], { where: `merged_into is not null` })
@Index('cases_auto_close_idx', ['autoCloseAt'], { where: `auto_close_at is not null` })
@Index('cases_due_order_idx', { synchronize: false })
@Index('cases_moved_idx', [...LIST_ORDER], { where: `owner_unit <> account` })
@Index('cases_source_idx', ['source', ...LIST_ORDER], { where: `source <> 'wechat'` })
@Index('cases_item_idx', ['item', 'ownerUnit', 'openedAt'], { where: `item is not null` })
@Index('cases_rated_idx', [...LIST_ORDER, 'latestRating'], {
  where: `latest_rating is not null`,
})
@Index('cases_flagged_idx', [...LIST_ORDER, 'type', ...FLAGS], {
  where: `urgent or restricted or supervised or opinion_risk or duplicate or out_of_remit
    or needs_judgement`,
})
@Index('cases_call_back_idx', ['ownerUnit', 'contactDueAt'], {
  where: `contact_due_at is not null`,
})
@Index('cases_unneeded_idx', ['closedAt', 'id'], { where: `outcome = 'unneeded'` })
@Index('cases_to_rate_idx', ['answeredAt'], {
  where: `state = 'answered' and rating is null and not restricted and citizen_id is not null`,
})
@Index('cases_remind_idx', ['remindAt'], { where: `remind_at is not null` })
export class Case extends CaseClockColumns {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'cases_pkey' })
  id!: string;

  @Column({ name: 'number', type: 'text' })
  number!: string;

  /** The account through which the citizen wrote and is answered. */
  @Column({ name: 'account', type: 'text' })
  account!: string;

  @Column({ name: 'citizen_id', type: 'uuid', nullable: true })
  citizenId!: string | null;

  /** The unit that has to answer; changes on transfer. */
  @Column({ name: 'owner_unit', type: 'text' })
  ownerUnit!: string;

  @Column({ name: 'source', type: 'text' })
  source!: string;

  @Column({ name: 'external_no', type: 'text', nullable: true })
  externalNo!: string | null;

  @Column({ name: 'place', type: 'text', nullable: true })
  place!: string | null;

  @Column({ name: 'state', type: 'text' })
  state!: string;

  @Column({ name: 'urgent', type: 'boolean' })
  urgent!: boolean;

  @Column({ name: 'restricted', type: 'boolean' })
  restricted!: boolean;

  @Column({ name: 'needs_judgement', type: 'boolean' })
  needsJudgement!: boolean;

  @Column({ name: 'round', type: 'smallint' })
  round!: number;

  @Column({ name: 'version', type: 'integer' })
  version!: number;

  @Column({ name: 'opened_at', type: 'timestamptz' })
  openedAt!: Date;

  @Column({ name: 'last_message_at', type: 'timestamptz' })
  lastMessageAt!: Date;

  @Column({ name: 'first_human_answer_at', type: 'timestamptz', nullable: true })
  firstHumanAnswerAt!: Date | null;

  @Column({ name: 'answered_at', type: 'timestamptz', nullable: true })
  answeredAt!: Date | null;

  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true })
  closedAt!: Date | null;

  /** Null until 受理. */
  @Column({ name: 'type', type: 'text', nullable: true })
  type!: string | null;

  @Column({ name: 'item', type: 'text', nullable: true })
  item!: string | null;

  /** 承办人: who is answerable. */
  @Column({ name: 'handler', type: 'text', nullable: true })
  handler!: string | null;

  /** Until when nobody else may take up a claimed case. */
  @Column({ name: 'claimed_until', type: 'timestamptz', nullable: true })
  claimedUntil!: Date | null;

  @Column({ name: 'supervised', type: 'boolean', default: false })
  supervised!: boolean;

  @Column({ name: 'supervision_due_at', type: 'timestamptz', nullable: true })
  supervisionDueAt!: Date | null;

  @Column({ name: 'opinion_risk', type: 'boolean', default: false })
  opinionRisk!: boolean;

  @Column({ name: 'duplicate', type: 'boolean', default: false })
  duplicate!: boolean;

  @Column({ name: 'out_of_remit', type: 'boolean', default: false })
  outOfRemit!: boolean;

  /** 统筹指定: the unit may not return it. */
  @Column({ name: 'designated', type: 'boolean', default: false })
  designated!: boolean;

  @Column({ name: 'hops', type: 'smallint', default: 0 })
  hops!: number;

  @Column({ name: 'supplements', type: 'smallint', default: 0 })
  supplements!: number;

  @Column({ name: 'extension', type: 'text', nullable: true })
  extension!: string | null;

  @Column({ name: 'extension_days', type: 'smallint', nullable: true })
  extensionDays!: number | null;

  @Column({ name: 'extension_asked_by', type: 'text', nullable: true })
  extensionAskedBy!: string | null;

  @Column({ name: 'approval_id', type: 'uuid', nullable: true })
  approvalId!: string | null;

  @ManyToOne(() => Approval, { nullable: true })
  @JoinColumn({ name: 'approval_id', foreignKeyConstraintName: 'cases_approval_fkey' })
  approval!: Approval | null;

  /** What is being drafted. */
  @Column({ name: 'answer_kind', type: 'text', nullable: true })
  answerKind!: string | null;

  /** 审核退回: how often in this round. */
  @Column({ name: 'send_backs', type: 'smallint', default: 0 })
  sendBacks!: number;

  @Column({ name: 'merged_into', type: 'uuid', nullable: true })
  mergedInto!: string | null;

  @ManyToOne(() => Case, { nullable: true })
  @JoinColumn({ name: 'merged_into', foreignKeyConstraintName: 'cases_merged_fkey' })
  main!: Case | null;

  @Column({ name: 'outcome', type: 'text', nullable: true })
  outcome!: string | null;

  /** This round's: empty again when a round begins. */
  @Column({ name: 'rating', type: 'smallint', nullable: true })
  rating!: number | null;

  /** What the citizen gave last, in whatever round. */
  @Column({ name: 'latest_rating', type: 'smallint', nullable: true })
  latestRating!: number | null;

  /** What was said, for a case that was entered by hand; masked. */
  @Column({ name: 'statement', type: 'text', nullable: true })
  statement!: string | null;

  @Column({ name: 'statement_sealed', type: 'bytea', nullable: true })
  statementSealed!: Buffer | null;

  /** The citizen's telephone number for this case. */
  @Column({ name: 'contact_sealed', type: 'bytea', nullable: true })
  contactSealed!: Buffer | null;

  @Column({ name: 'query_code_hash', type: 'bytea', nullable: true })
  queryCodeHash!: Buffer | null;
}
