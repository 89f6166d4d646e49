import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** How often somebody was tried today: a citizen, or the person whose number is filled in. */
@Entity('query_tries')
@Index('query_tries_day_idx', ['day'])
export class QueryTries {
  /** Blind index of the citizen or of the identity number. */
  @PrimaryColumn({ name: 'subject', type: 'text', primaryKeyConstraintName: 'query_tries_pkey' })
  subject!: string;

  @PrimaryColumn({ name: 'day', type: 'date', primaryKeyConstraintName: 'query_tries_pkey' })
  day!: string;

  @Column({ name: 'tries', type: 'smallint' })
  tries!: number;
}
