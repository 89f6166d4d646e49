import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of an import. `identity` and `digest` are blind indexes of what tells it apart and of all of it. */
@Entity('query_rows')
export class QueryRow {
  @PrimaryColumn({ name: 'unit', type: 'text', primaryKeyConstraintName: 'query_rows_pkey' })
  unit!: string;

  @PrimaryColumn({ name: 'import_id', type: 'uuid', primaryKeyConstraintName: 'query_rows_pkey' })
  importId!: string;

  @PrimaryColumn({ name: 'identity', type: 'bytea', primaryKeyConstraintName: 'query_rows_pkey' })
  identity!: Buffer;

  @Column({ name: 'digest', type: 'bytea' })
  digest!: Buffer;

  /** Line of the file. */
  @Column({ name: 'line', type: 'integer' })
  line!: number;

  /** Cells of the columns that hold no personal data, in the order of the import's declaration. */
  @Column({ name: 'cells', type: 'jsonb' })
  cells!: readonly string[];

  /** Cells of the sensitive columns, as a JSON array, sealed together. */
  @Column({ name: 'sealed', type: 'bytea', nullable: true })
  sealed!: Buffer | null;
}
