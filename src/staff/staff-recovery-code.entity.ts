import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Staff } from './staff.entity';

/** Opens the second lock once when the telephone is lost. */
@Entity('staff_recovery_codes')
export class StaffRecoveryCode {
  @PrimaryColumn({
    name: 'staff_id',
    type: 'uuid',
    primaryKeyConstraintName: 'staff_recovery_codes_pkey',
  })
  staffId!: string;

  @ManyToOne(() => Staff, { nullable: false })
  @JoinColumn({ name: 'staff_id', foreignKeyConstraintName: 'staff_recovery_codes_staff_fkey' })
  staff!: Staff;

  /** Keyed digest. */
  @PrimaryColumn({
    name: 'code',
    type: 'text',
    primaryKeyConstraintName: 'staff_recovery_codes_pkey',
  })
  code!: string;

  @Column({ name: 'made_at', type: 'timestamptz' })
  madeAt!: Date;

  @Column({ name: 'used_at', type: 'timestamptz', nullable: true })
  usedAt!: Date | null;
}
