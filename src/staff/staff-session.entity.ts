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
import { Staff } from './staff.entity';

/** A person signed in on one device. */
@Entity('staff_sessions')
@Unique('staff_sessions_token_key', ['tokenHash'])
@Check('staff_sessions_end_check', `(ended_at is null) = (end_reason is null)`)
@Check(
  'staff_sessions_end_reason_check',
  `end_reason in ('signed_out', 'signed_out_elsewhere', 'kicked', 'password', 'disabled')`,
)
@Index('staff_sessions_staff_idx', ['staffId', 'startedAt'], { where: 'ended_at is null' })
@Index('staff_sessions_expiry_idx', ['expiresAt'])
export class StaffSession {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'staff_sessions_pkey' })
  id!: string;

  /** SHA-256: whoever reads the table cannot sign in with it. */
  @Column({ name: 'token_hash', type: 'bytea' })
  tokenHash!: Buffer;

  @Column({ name: 'staff_id', type: 'uuid' })
  staffId!: string;

  @ManyToOne(() => Staff, { nullable: false })
  @JoinColumn({ name: 'staff_id', foreignKeyConstraintName: 'staff_sessions_staff_fkey' })
  staff!: Staff;

  @Column({ name: 'started_at', type: 'timestamptz' })
  startedAt!: Date;

  @Column({ name: 'seen_at', type: 'timestamptz' })
  seenAt!: Date;

  /** How long it may stand unused. */
  @Column({ name: 'idle_seconds', type: 'integer' })
  idleSeconds!: number;

  /** The end, whatever is done with it. */
  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;

  @Column({ name: 'ip', type: 'text', nullable: true })
  ip!: string | null;

  @Column({ name: 'device', type: 'text', nullable: true })
  device!: string | null;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  @Column({ name: 'end_reason', type: 'text', nullable: true })
  endReason!: string | null;
}
