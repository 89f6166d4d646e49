import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

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
@Index('cases_citizen_idx', { synchronize: false })
@Index('cases_queue_idx', ['ownerUnit', 'state', 'openedAt', 'id'])
export class Case {
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
}
