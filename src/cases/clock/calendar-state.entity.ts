import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The calendar that the deadlines of open cases are reckoned by; one row. */
@Entity('calendar_state')
@Check('calendar_state_one_check', `id = 1`)
export class CalendarState {
  @PrimaryColumn({ name: 'id', type: 'smallint', primaryKeyConstraintName: 'calendar_state_pkey' })
  id!: number;

  @Column({ name: 'digest', type: 'text' })
  digest!: string;

  @Column({ name: 'basis', type: 'jsonb' })
  basis!: unknown;

  /** When the process that brought it took up its files: older files do not come back. */
  @Column({ name: 'live_since', type: 'timestamptz' })
  liveSince!: Date;

  @Column({ name: 'taken_at', type: 'timestamptz' })
  takenAt!: Date;

  /** The calendar before, while deadlines are being reckoned anew. */
  @Column({ name: 'previous', type: 'jsonb', nullable: true })
  previous!: unknown;

  /** The last case that was reckoned anew. */
  @Column({ name: 'done_up_to', type: 'uuid', nullable: true })
  doneUpTo!: string | null;
}
