import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Staff } from './staff.entity';

/** 授权代办: who reviews or signs for whom, from which day to which. */
@Entity('staff_deputies')
@Check('staff_deputies_role_check', `role in ('reviewer', 'signer')`)
@Check('staff_deputies_dates_check', `from_date <= until_date`)
@Check('staff_deputies_other_check', `principal_id <> deputy_id`)
@Index('staff_deputies_deputy_idx', ['deputyId', 'untilDate'], { where: 'revoked_at is null' })
@Index('staff_deputies_principal_idx', ['principalId', 'untilDate'], {
  where: 'revoked_at is null',
})
export class StaffDeputy {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'staff_deputies_pkey' })
  id!: string;

  @Column({ name: 'principal_id', type: 'uuid' })
  principalId!: string;

  @ManyToOne(() => Staff, { nullable: false })
  @JoinColumn({ name: 'principal_id', foreignKeyConstraintName: 'staff_deputies_principal_fkey' })
  principal!: Staff;

  @Column({ name: 'deputy_id', type: 'uuid' })
  deputyId!: string;

  @ManyToOne(() => Staff, { nullable: false })
  @JoinColumn({ name: 'deputy_id', foreignKeyConstraintName: 'staff_deputies_deputy_fkey' })
  deputy!: Staff;

  @Column({ name: 'unit', type: 'text' })
  unit!: string;

  @Column({ name: 'role', type: 'text' })
  role!: string;

  /** The first and the last day, both included. */
  @Column({ name: 'from_date', type: 'date' })
  fromDate!: string;

  @Column({ name: 'until_date', type: 'date' })
  untilDate!: string;

  @Column({ name: 'reason', type: 'text' })
  reason!: string;

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt!: Date | null;
}
