import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Staff } from './staff.entity';

/** A password of before: not to be taken again. */
@Entity('staff_passwords')
export class StaffPassword {
  @PrimaryColumn({
    name: 'staff_id',
    type: 'uuid',
    primaryKeyConstraintName: 'staff_passwords_pkey',
  })
  staffId!: string;

  @ManyToOne(() => Staff, { nullable: false })
  @JoinColumn({ name: 'staff_id', foreignKeyConstraintName: 'staff_passwords_staff_fkey' })
  staff!: Staff;

  @PrimaryColumn({
    name: 'replaced_at',
    type: 'timestamptz',
    primaryKeyConstraintName: 'staff_passwords_pkey',
  })
  replacedAt!: Date;

  @Column({ name: 'password', type: 'text' })
  password!: string;
}
