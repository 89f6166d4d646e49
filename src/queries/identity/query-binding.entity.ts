import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An identity that a citizen has proved to a query with what the unit holds. */
@Entity('query_bindings')
@Check('query_bindings_identity_check', `(identity is null) = (removed_at is not null)`)
@Index('query_bindings_live_idx', ['account', 'citizenId', 'unit', 'query'], {
  unique: true,
  where: 'removed_at is null',
})
@Index('query_bindings_removed_idx', ['removedAt'], { where: 'removed_at is not null' })
export class QueryBinding {
  @PrimaryColumn({ name: 'account', type: 'text', primaryKeyConstraintName: 'query_bindings_pkey' })
  account!: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'query_bindings_pkey' })
  id!: string;

  @Column({ name: 'citizen_id', type: 'uuid' })
  citizenId!: string;

  @Column({ name: 'unit', type: 'text' })
  unit!: string;

  @Column({ name: 'query', type: 'text' })
  query!: string;

  /** 李**，999***: for the citizen to know which one it is. */
  @Column({ name: 'shown', type: 'text' })
  shown!: string;

  /** The fields that prove it, sealed; gone once it is removed. */
  @Column({ name: 'identity', type: 'bytea', nullable: true })
  identity!: Buffer | null;

  /** Blind index of the identity number. */
  @Column({ name: 'identity_key', type: 'text' })
  identityKey!: string;

  @Column({ name: 'bound_at', type: 'timestamptz' })
  boundAt!: Date;

  @Column({ name: 'removed_at', type: 'timestamptz', nullable: true })
  removedAt!: Date | null;
}
