import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { WatchState } from './watch-state';

/** What was last seen of an account's menus, and when they are looked at again. */
@Entity('menu_watches')
@Check(
  'menu_watches_state_check',
  `state in ('same', 'to_apply', 'drifted', 'not_pulled', 'failed', 'unknown', 'by_hand')`,
)
export class MenuWatch {
  @PrimaryColumn({ name: 'account', type: 'text', primaryKeyConstraintName: 'menu_watches_pkey' })
  account!: string;

  /** Hash of what the file meant when it was compared. */
  @Column({ name: 'wanted_hash', type: 'text' })
  wantedHash!: string;

  /** The newest version then; 0: none. */
  @Column({ name: 'version', type: 'integer' })
  version!: number;

  @Column({ name: 'state', type: 'text' })
  state!: WatchState;

  @Column({ name: 'state_since', type: 'timestamptz' })
  stateSince!: Date;

  @Column({ name: 'detail', type: 'text', nullable: true })
  detail!: string | null;

  @Column({ name: 'checked_at', type: 'timestamptz' })
  checkedAt!: Date;

  /** When WeChat last said which menus it has; null: it never did. */
  @Column({ name: 'seen_at', type: 'timestamptz', nullable: true })
  seenAt!: Date | null;

  /** So many attempts in a row came to nothing. */
  @Column({ name: 'failures', type: 'integer' })
  failures!: number;

  @Column({ name: 'retry_at', type: 'timestamptz', nullable: true })
  retryAt!: Date | null;
}
