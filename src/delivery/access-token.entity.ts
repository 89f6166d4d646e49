import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An account's access token for WeChat's API, shared by all processes. */
@Entity('access_tokens')
export class AccessToken {
  @PrimaryColumn({ name: 'account', type: 'text', primaryKeyConstraintName: 'access_tokens_pkey' })
  account!: string;

  /** Sealed. */
  @Column({ name: 'token', type: 'bytea' })
  token!: Buffer;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;

  @Column({ name: 'fetched_at', type: 'timestamptz' })
  fetchedAt!: Date;
}
