import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A write under an `Idempotency-Key`, with its answer for whoever asks again within a day. */
@Entity('console_requests')
@Check('console_requests_key_check', `length(key) between 8 and 128`)
export class ConsoleRequest {
  @PrimaryColumn({
    name: 'staff_id',
    type: 'uuid',
    primaryKeyConstraintName: 'console_requests_pkey',
  })
  staffId!: string;

  @PrimaryColumn({ name: 'key', type: 'text', primaryKeyConstraintName: 'console_requests_pkey' })
  key!: string;

  /** SHA-256 of the request: a key belongs to one. */
  @Column({ name: 'request_hash', type: 'bytea' })
  requestHash!: Buffer;

  /** Null only inside the transaction that does the work; `json` keeps it as it was sent. */
  @Column({ name: 'response', type: 'json', nullable: true })
  response!: unknown;

  @Column({ name: 'at', type: 'timestamptz' })
  at!: Date;
}
