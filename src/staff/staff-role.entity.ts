import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Staff } from './staff.entity';

/** What a person is in one unit, or in the district. */
@Entity('staff_roles')
@Check(
  'staff_roles_role_check',
  `role in ('clerk', 'reviewer', 'signer', 'unit_admin', 'coordinator', 'inspector', 'system_admin')`,
)
@Check(
  'staff_roles_place_check',
  `role = 'inspector' or (role in ('coordinator', 'system_admin')) = (unit = 'district')`,
)
@Index('staff_roles_unit_idx', ['unit', 'role'])
@Index('staff_roles_receiver_idx', ['unit'], {
  unique: true,
  where: `unit = 'district' and restricted`,
})
export class StaffRoleRow {
  @PrimaryColumn({ name: 'staff_id', type: 'uuid', primaryKeyConstraintName: 'staff_roles_pkey' })
  staffId!: string;

  @ManyToOne(() => Staff, { nullable: false })
  @JoinColumn({ name: 'staff_id', foreignKeyConstraintName: 'staff_roles_staff_fkey' })
  staff!: Staff;

  /** A unit's code, or `district`. */
  @PrimaryColumn({ name: 'unit', type: 'text', primaryKeyConstraintName: 'staff_roles_pkey' })
  unit!: string;

  @PrimaryColumn({ name: 'role', type: 'text', primaryKeyConstraintName: 'staff_roles_pkey' })
  role!: string;

  /** Named for restricted matters; in the district: the one receiver of reports against cadres. */
  @Column({ name: 'restricted', type: 'boolean' })
  restricted!: boolean;

  @Column({ name: 'given_by', type: 'text' })
  givenBy!: string;

  @Column({ name: 'given_at', type: 'timestamptz' })
  givenAt!: Date;
}
