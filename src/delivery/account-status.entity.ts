import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How an account's connection to WeChat is doing, for all processes. */
@Entity('account_status')
export class AccountStatus {
  @PrimaryColumn({ name: 'account', type: 'text', primaryKeyConstraintName: 'account_status_pkey' })
  account!: string;

  /** Nothing is sent before this. */
  @Column({ name: 'paused_until', type: 'timestamptz', nullable: true })
  pausedUntil!: Date | null;

  /** A key of `deliveryReasons`. */
  @Column({ name: 'pause_reason', type: 'text', nullable: true })
  pauseReason!: string | null;

  /** Calls of custom/send a day, as WeChat said at `quotaAt`. */
  @Column({ name: 'quota_limit', type: 'integer', nullable: true })
  quotaLimit!: number | null;

  @Column({ name: 'quota_left', type: 'integer', nullable: true })
  quotaLeft!: number | null;

  @Column({ name: 'quota_at', type: 'timestamptz', nullable: true })
  quotaAt!: Date | null;

  @Column({ name: 'last_error', type: 'text', nullable: true })
  lastError!: string | null;

  @Column({ name: 'last_error_at', type: 'timestamptz', nullable: true })
  lastErrorAt!: Date | null;
}
