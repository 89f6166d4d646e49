import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Failed sign-ins of one user name or from one address since the last success. */
@Entity('staff_sign_in_tries')
@Index('staff_sign_in_tries_tried_idx', ['triedAt'])
export class StaffSignInTries {
  /** Keyed digest of the user name that was typed, or of the address. */
  @PrimaryColumn({
    name: 'subject',
    type: 'text',
    primaryKeyConstraintName: 'staff_sign_in_tries_pkey',
  })
  subject!: string;

  @Column({ name: 'tries', type: 'integer' })
  tries!: number;

  /** How often it was locked: each time twice as long. */
  @Column({ name: 'locks', type: 'integer' })
  locks!: number;

  @Column({ name: 'locked_until', type: 'timestamptz', nullable: true })
  lockedUntil!: Date | null;

  @Column({ name: 'tried_at', type: 'timestamptz' })
  triedAt!: Date;
}
