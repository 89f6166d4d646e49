import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** How many cases stand in one place; several rows of a place are added up, and a row may be negative. */
@Entity('case_tallies')
@Index('case_tallies_unit_idx', ['unit', 'state'])
export class CaseTally {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'case_tallies_pkey' })
  id!: string;

  @Column({ name: 'unit', type: 'text' })
  unit!: string;

  @Column({ name: 'state', type: 'text' })
  state!: string;

  @Column({ name: 'handler', type: 'text', nullable: true })
  handler!: string | null;

  @Column({ name: 'restricted', type: 'boolean' })
  restricted!: boolean;

  @Column({ name: 'cases', type: 'integer' })
  cases!: number;
}
