import { Column } from 'typeorm';

/** What reports know of one 承办: a unit that had a case, in one round. A null says that it is not so far, or never will be. */
export abstract class ReportHandlingColumns {
  @Column({ name: 'unit', type: 'text' })
  unit!: string;

  /** 收件: the civil day in China on which the case came, the same for all its handlings. */
  @Column({ name: 'day', type: 'date' })
  day!: string;

  @Column({ name: 'round', type: 'smallint' })
  round!: number;

  /** The last of its round: what the round came to counts for this unit. */
  @Column({ name: 'is_final', type: 'boolean' })
  isFinal!: boolean;

  /** The unit got the case with it; false: it got it back for another round. */
  @Column({ name: 'arrived', type: 'boolean' })
  arrived!: boolean;

  @Column({ name: 'restricted', type: 'boolean' })
  restricted!: boolean;

  @Column({ name: 'accepted', type: 'boolean' })
  accepted!: boolean;

  @Column({ name: 'returned', type: 'boolean' })
  returned!: boolean;

  @Column({ name: 'extended', type: 'boolean' })
  extended!: boolean;

  @Column({ name: 'reworked', type: 'boolean' })
  reworked!: boolean;

  @Column({ name: 'outcome', type: 'text', nullable: true })
  outcome!: string | null;

  /** Null: it is not due yet, or there was nothing to answer. */
  @Column({ name: 'on_time', type: 'boolean', nullable: true })
  onTime!: boolean | null;

  /** The limit that still runs; null once `on_time` is settled. */
  @Column({ name: 'due_at', type: 'timestamptz', nullable: true })
  dueAt!: Date | null;

  /** From the receipt to the answer, in working time without pauses. */
  @Column({ name: 'work_ms', type: 'bigint', nullable: true })
  workMs!: string | null;

  @Column({ name: 'work_days', type: 'integer', nullable: true })
  workDays!: number | null;

  @Column({ name: 'first_answer_ms', type: 'bigint', nullable: true })
  firstAnswerMs!: string | null;

  @Column({ name: 'rating', type: 'smallint', nullable: true })
  rating!: number | null;

  /** Whether the answer has reached the citizen; null: there is none, or it went by no account. */
  @Column({ name: 'told', type: 'boolean', nullable: true })
  told!: boolean | null;
}
