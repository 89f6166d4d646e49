import { Entity, PrimaryColumn } from 'typeorm';

/** Where a row is found: a blind index over the cells of one of its table's look-ups. */
@Entity('query_keys')
export class QueryKey {
  @PrimaryColumn({ name: 'unit', type: 'text', primaryKeyConstraintName: 'query_keys_pkey' })
  unit!: string;

  @PrimaryColumn({ name: 'import_id', type: 'uuid', primaryKeyConstraintName: 'query_keys_pkey' })
  importId!: string;

  @PrimaryColumn({ name: 'key', type: 'bytea', primaryKeyConstraintName: 'query_keys_pkey' })
  key!: Buffer;

  @PrimaryColumn({ name: 'identity', type: 'bytea', primaryKeyConstraintName: 'query_keys_pkey' })
  identity!: Buffer;
}
