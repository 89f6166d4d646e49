import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A one-time link that was opened: it belongs to the browser that opened it. */
@Entity('query_links')
@Index('query_links_expiry_idx', ['expiresAt'])
export class QueryLink {
  @PrimaryColumn({ name: 'account', type: 'text', primaryKeyConstraintName: 'query_links_pkey' })
  account!: string;

  /** The message that the link was given in reply to. */
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'query_links_pkey' })
  id!: string;

  @Column({ name: 'citizen_id', type: 'uuid' })
  citizenId!: string;

  /** `form:minzheng.subsidyquery`, or `bindings`. */
  @Column({ name: 'target', type: 'text' })
  target!: string;

  /** SHA-256 of the cookie. */
  @Column({ name: 'session', type: 'bytea' })
  session!: Buffer;

  @Column({ name: 'claimed_at', type: 'timestamptz' })
  claimedAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;

  @Column({ name: 'used_at', type: 'timestamptz', nullable: true })
  usedAt!: Date | null;
}
