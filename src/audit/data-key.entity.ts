import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A citizen's own key: once it is destroyed, nothing that was sealed under it can be read again. */
@Entity('data_keys')
@Check('data_keys_destroyed_check', `(sealed_key is null) = (destroyed_at is not null)`)
export class DataKey {
  @PrimaryColumn({ name: 'account', type: 'text', primaryKeyConstraintName: 'data_keys_pkey' })
  account!: string;

  @PrimaryColumn({ name: 'citizen_id', type: 'uuid', primaryKeyConstraintName: 'data_keys_pkey' })
  citizenId!: string;

  /** Sealed under SECRET_KEY. */
  @Column({ name: 'sealed_key', type: 'bytea', nullable: true })
  sealedKey!: Buffer | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'destroyed_at', type: 'timestamptz', nullable: true })
  destroyedAt!: Date | null;
}
