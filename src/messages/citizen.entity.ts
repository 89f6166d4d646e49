import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** One person as one account sees them. */
@Entity('citizens')
@Unique('citizens_openid_key', ['account', 'openid'])
@Check('citizens_erased_check', 'erased_at is null or openid is null')
@Index('citizens_unfollowed_idx', ['unfollowedAt'], {
  where: 'unfollowed_at is not null and openid is not null',
})
@Index('citizens_revoked_idx', ['revokedAt'], {
  where: 'revoked_at is not null and openid is not null',
})
@Index('citizens_originals_idx', ['account', 'id'], { where: 'originals_kept' })
export class Citizen {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'citizens_pkey' })
  id!: string;

  @PrimaryColumn({ name: 'account', type: 'text', primaryKeyConstraintName: 'citizens_pkey' })
  account!: string;

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

  /** When the citizen took back at WeChat what they had allowed, or closed their WeChat account. */
  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt!: Date | null;

  /** 黑名单: until then messages open no case. */
  @Column({ name: 'blocked_until', type: 'timestamptz', nullable: true })
  blockedUntil!: Date | null;

  /** From then on the id is a pseudonym that leads to nobody. */
  @Column({ name: 'erased_at', type: 'timestamptz', nullable: true })
  erasedAt!: Date | null;

  /** Erased, but sealed originals are still needed for a case that is open. */
  @Column({ name: 'originals_kept', type: 'boolean', default: false })
  originalsKept!: boolean;
}
