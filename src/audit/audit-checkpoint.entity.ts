import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where the chain begins after old links were taken away. */
@Entity('audit_checkpoints')
export class AuditCheckpoint {
  /** The last link that was taken away. */
  @PrimaryColumn({
    name: 'seq',
    type: 'bigint',
    primaryKeyConstraintName: 'audit_checkpoints_pkey',
  })
  seq!: string;

  /** Its hash, on which the next link stands. */
  @Column({ name: 'hash', type: 'bytea' })
  hash!: Buffer;

  @Column({ name: 'entries', type: 'integer' })
  entries!: number;

  @Column({ name: 'first_at', type: 'timestamptz' })
  firstAt!: Date;

  @Column({ name: 'last_at', type: 'timestamptz' })
  lastAt!: Date;

  @Column({ name: 'pruned_at', type: 'timestamptz' })
  prunedAt!: Date;
}
