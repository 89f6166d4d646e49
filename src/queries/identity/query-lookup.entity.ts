import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The record of one look-up: who asked what and when, without what was filled in or found. */
@Entity('query_lookups')
@Check('query_lookups_channel_check', `channel in ('chat', 'page', 'shell')`)
@Check(
  'query_lookups_outcome_check',
  `outcome in ('rows', 'none', 'unavailable', 'person', 'too_many_tries')`,
)
@Index('query_lookups_at_idx', ['at'])
@Index('query_lookups_citizen_idx', ['account', 'citizenId', 'at'])
export class QueryLookup {
  @PrimaryColumn({ name: 'account', type: 'text', primaryKeyConstraintName: 'query_lookups_pkey' })
  account!: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'query_lookups_pkey' })
  id!: string;

  /** All zeros for a look-up from the shell. */
  @Column({ name: 'citizen_id', type: 'uuid' })
  citizenId!: string;

  @Column({ name: 'unit', type: 'text' })
  unit!: string;

  @Column({ name: 'query', type: 'text' })
  query!: string;

  @Column({ name: 'channel', type: 'text' })
  channel!: 'chat' | 'page' | 'shell';

  @Column({ name: 'on_behalf', type: 'boolean' })
  onBehalf!: boolean;

  @Column({ name: 'outcome', type: 'text' })
  outcome!: 'rows' | 'none' | 'unavailable' | 'person' | 'too_many_tries';

  @Column({ name: 'at', type: 'timestamptz' })
  at!: Date;
}
