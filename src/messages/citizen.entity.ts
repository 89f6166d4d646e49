import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** One person as one account sees them. */
@Entity('citizens')
@Unique('citizens_openid_key', ['account', 'openid'])
export class Citizen {
  @PrimaryColumn({ name: 'account', type: 'text', primaryKeyConstraintName: 'citizens_pkey' })
  account!: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'citizens_pkey' })
  id!: string;

  /** Null once the citizen has been erased. */
  @Column({ name: 'openid', type: 'text', nullable: true })
  openid!: string | null;

  /** Raised with every change; guards the decision that was made on what was read. */
  @Column({ name: 'version', type: 'integer' })
  version!: number;

  @Column({ name: 'first_seen_at', type: 'timestamptz' })
  firstSeenAt!: Date;

  @Column({ name: 'last_contact_at', type: 'timestamptz' })
  lastContactAt!: Date;

  @Column({ name: 'followed_at', type: 'timestamptz', nullable: true })
  followedAt!: Date | null;

  @Column({ name: 'unfollowed_at', type: 'timestamptz', nullable: true })
  unfollowedAt!: Date | null;

  /** When a receipt for a case was last given; one in 15 minutes is enough. */
  @Column({ name: 'last_receipt_at', type: 'timestamptz', nullable: true })
  lastReceiptAt!: Date | null;

  @Column({ name: 'last_item', type: 'text', nullable: true })
  lastItem!: string | null;

  /** The items that came next, for "不对". */
  @Column({ name: 'last_item_candidates', type: 'text', array: true })
  lastItemCandidates!: string[];

  @Column({ name: 'last_item_at', type: 'timestamptz', nullable: true })
  lastItemAt!: Date | null;
}
