import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One file of a unit that was brought in as a table; at most one is live and one under way. */
@Entity('query_imports')
@Check('query_imports_state_check', `state in ('staging', 'live', 'retired', 'removed')`)
@Index('query_imports_live_idx', ['unit', 'tableName'], { unique: true, where: `state = 'live'` })
@Index('query_imports_retired_idx', ['retiredAt'], { where: `state = 'retired'` })
@Index('query_imports_staging_idx', ['unit', 'tableName'], {
  unique: true,
  where: `state = 'staging'`,
})
export class QueryImport {
  @PrimaryColumn({ name: 'unit', type: 'text', primaryKeyConstraintName: 'query_imports_pkey' })
  unit!: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'query_imports_pkey' })
  id!: string;

  @Column({ name: 'table_name', type: 'text' })
  tableName!: string;

  /** `retired`: its rows are being removed; `removed`: they are gone. */
  @Column({ name: 'state', type: 'text' })
  state!: 'staging' | 'live' | 'retired' | 'removed';

  /** Made-up people, for trial mode alone. */
  @Column({ name: 'sample', type: 'boolean' })
  sample!: boolean;

  /** `ImportDeclaration`: how it was read. */
  @Column({ name: 'declaration', type: 'jsonb' })
  declaration!: unknown;

  /** The day that the unit says the data is of. */
  @Column({ name: 'as_of', type: 'timestamptz', nullable: true })
  asOf!: Date | null;

  @Column({ name: 'file_name', type: 'text' })
  fileName!: string;

  @Column({ name: 'row_count', type: 'integer' })
  rowCount!: number;

  @Column({ name: 'imported_by', type: 'text' })
  importedBy!: string;

  @Column({ name: 'started_at', type: 'timestamptz' })
  startedAt!: Date;

  /** The last sign of life of an import under way. */
  @Column({ name: 'touched_at', type: 'timestamptz' })
  touchedAt!: Date;

  @Column({ name: 'live_at', type: 'timestamptz', nullable: true })
  liveAt!: Date | null;

  @Column({ name: 'retired_at', type: 'timestamptz', nullable: true })
  retiredAt!: Date | null;
}
