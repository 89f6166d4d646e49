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
import { Staff } from '../staff/staff.entity';
import type { NoticeKind } from './notice-kinds';

/** A word to one member of staff; it names a case and nobody's data. */
@Entity('staff_notices')
@Unique('staff_notices_about_key', ['staffId', 'about'])
@Check(
  'staff_notices_kind_check',
  `kind in ('duty', 'deadline', 'waiting_step', 'to_unit', 'to_person', 'sent_back', 'supervised',
    'extension', 'mention', 'delivery')`,
)
@Index('staff_notices_list_idx', ['staffId', 'at', 'id'])
@Index('staff_notices_unread_idx', ['staffId'], { where: 'read_at is null' })
@Index('staff_notices_waiting_idx', ['caseId'], { where: `kind = 'waiting_step'` })
export class StaffNotice {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'staff_notices_pkey' })
  id!: string;

  @Column({ name: 'staff_id', type: 'uuid' })
  staffId!: string;

  @ManyToOne(() => Staff, { nullable: false })
  @JoinColumn({ name: 'staff_id', foreignKeyConstraintName: 'staff_notices_staff_fkey' })
  staff!: Staff;

  @Column({ name: 'at', type: 'timestamptz' })
  at!: Date;

  @Column({ name: 'kind', type: 'text' })
  kind!: NoticeKind;

  @Column({ name: 'case_id', type: 'uuid', nullable: true })
  caseId!: string | null;

  @Column({ name: 'number', type: 'text', nullable: true })
  number!: string | null;

  @Column({ name: 'text', type: 'text' })
  text!: string;

  /** What it is told of: nobody is told of the same twice. */
  @Column({ name: 'about', type: 'text' })
  about!: string;

  @Column({ name: 'read_at', type: 'timestamptz', nullable: true })
  readAt!: Date | null;
}
