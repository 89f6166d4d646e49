import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An entry of a unit's files that is, or was, switched off. */
@Entity('content_switches')
@Check('content_switches_kind_check', `kind in ('item', 'keyword', 'query')`)
@Check('content_switches_lifted_check', `(lifted_at is null) = (lifted_by is null)`)
@Index('content_switches_open_idx', ['unit', 'kind', 'entry', 'contentHash'], {
  unique: true,
  where: 'lifted_at is null',
})
export class ContentSwitch {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'content_switches_pkey' })
  id!: string;

  @Column({ name: 'unit', type: 'text' })
  unit!: string;

  @Column({ name: 'kind', type: 'text' })
  kind!: 'item' | 'keyword' | 'query';

  /** Its id in the file; of a keyword the beginning of its hash. */
  @Column({ name: 'entry', type: 'text' })
  entry!: string;

  /** Of what the file said then: another text is in service again. */
  @Column({ name: 'content_hash', type: 'text' })
  contentHash!: string;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'reason', type: 'text' })
  reason!: string;

  @Column({ name: 'switched_by', type: 'uuid' })
  switchedBy!: string;

  @Column({ name: 'switched_at', type: 'timestamptz' })
  switchedAt!: Date;

  @Column({ name: 'lifted_by', type: 'uuid', nullable: true })
  liftedBy!: string | null;

  @Column({ name: 'lifted_at', type: 'timestamptz', nullable: true })
  liftedAt!: Date | null;
}
