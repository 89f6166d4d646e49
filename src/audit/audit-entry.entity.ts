import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Who did what to what: written once in the transaction of the change, never changed. */
@Entity('audit_entries')
@Check('audit_entries_actor_kind_check', `actor_kind in ('staff', 'operator', 'system', 'citizen')`)
@Check('audit_entries_outcome_check', `outcome in ('done', 'refused')`)
@Check('audit_entries_citizen_check', `(citizen_account is null) = (citizen_id is null)`)
@Check('audit_entries_personal_check', `personal is null or citizen_id is not null`)
@Index('audit_entries_xact_idx', ['xact', 'id'])
@Index('audit_entries_action_idx', ['action', 'id'])
@Index('audit_entries_unit_idx', ['unit', 'id'])
@Index('audit_entries_actor_idx', ['actorId', 'id'], { where: 'actor_id is not null' })
@Index('audit_entries_subject_idx', ['subjectKind', 'subjectId', 'id'], {
  where: 'subject_id is not null',
})
export class AuditEntry {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'audit_entries_pkey' })
  id!: string;

  /** The transaction that wrote it: what the sealer orders by. */
  @Column({ name: 'xact', type: 'bigint' })
  xact!: string;

  @Column({ name: 'at', type: 'timestamptz' })
  at!: Date;

  @Column({ name: 'actor_kind', type: 'text' })
  actorKind!: 'staff' | 'operator' | 'system' | 'citizen';

  @Column({ name: 'actor_id', type: 'text', nullable: true })
  actorId!: string | null;

  /** As the person was called then. */
  @Column({ name: 'actor_name', type: 'text', nullable: true })
  actorName!: string | null;

  /** Whose matter it is; null: the district's or the system's own. */
  @Column({ name: 'unit', type: 'text', nullable: true })
  unit!: string | null;

  /** It is about a restricted matter: for named people only. */
  @Column({ name: 'restricted', type: 'boolean' })
  restricted!: boolean;

  @Column({ name: 'action', type: 'text' })
  action!: string;

  @Column({ name: 'outcome', type: 'text' })
  outcome!: 'done' | 'refused';

  @Column({ name: 'subject_kind', type: 'text', nullable: true })
  subjectKind!: string | null;

  @Column({ name: 'subject_id', type: 'text', nullable: true })
  subjectId!: string | null;

  @Column({ name: 'ip', type: 'text', nullable: true })
  ip!: string | null;

  @Column({ name: 'reason', type: 'text', nullable: true })
  reason!: string | null;

  @Column({ name: 'before', type: 'jsonb', nullable: true })
  before!: unknown;

  @Column({ name: 'after', type: 'jsonb', nullable: true })
  after!: unknown;

  @Column({ name: 'citizen_account', type: 'text', nullable: true })
  citizenAccount!: string | null;

  @Column({ name: 'citizen_id', type: 'uuid', nullable: true })
  citizenId!: string | null;

  /** Values of the citizen, sealed under the citizen's data key. */
  @Column({ name: 'personal', type: 'bytea', nullable: true })
  personal!: Buffer | null;
}
