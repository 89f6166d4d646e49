import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** A link of the chain: one entry, and a hash over it and the link before. */
@Entity('audit_seals')
@Unique('audit_seals_entry_key', ['entryId'])
export class AuditSeal {
  /** 1, 2, 3 … without gaps. */
  @PrimaryColumn({ name: 'seq', type: 'bigint', primaryKeyConstraintName: 'audit_seals_pkey' })
  seq!: string;

  @Column({ name: 'entry_id', type: 'uuid' })
  entryId!: string;

  /** `hmac-sha256:` and the id of the key. */
  @Column({ name: 'method', type: 'text' })
  method!: string;

  @Column({ name: 'hash', type: 'bytea' })
  hash!: Buffer;

  @Column({ name: 'sealed_at', type: 'timestamptz' })
  sealedAt!: Date;
}
