import { Column } from 'typeorm';

/** The clocks of a case: when it came to whom, and until when what is due. */
export abstract class CaseClockColumns {
  /** When the unit got it; null: with the receipt. */
  @Column({ name: 'assigned_at', type: 'timestamptz', nullable: true })
  assignedAt!: Date | null;

  @Column({ name: 'accept_due_at', type: 'timestamptz', nullable: true })
  acceptDueAt!: Date | null;

  @Column({ name: 'accepted_at', type: 'timestamptz', nullable: true })
  acceptedAt!: Date | null;

  /** The instant from which the answer is reckoned at the latest, however often it changes hands. */
  @Column({ name: 'counts_from_at', type: 'timestamptz', nullable: true })
  countsFromAt!: Date | null;

  @Column({ name: 'answer_due_at', type: 'timestamptz', nullable: true })
  answerDueAt!: Date | null;

  /** 临时: a limit lies beyond the known calendar. */
  @Column({ name: 'provisional', type: 'boolean', default: false })
  provisional!: boolean;

  @Column({ name: 'gate_due_at', type: 'timestamptz', nullable: true })
  gateDueAt!: Date | null;

  /** After a bad rating: until when the citizen is called. */
  @Column({ name: 'contact_due_at', type: 'timestamptz', nullable: true })
  contactDueAt!: Date | null;

  @Column({ name: 'paused_at', type: 'timestamptz', nullable: true })
  pausedAt!: Date | null;

  @Column({ name: 'paused_remaining_ms', type: 'bigint', nullable: true })
  pausedRemainingMs!: string | null;

  @Column({ name: 'remind_at', type: 'timestamptz', nullable: true })
  remindAt!: Date | null;

  @Column({ name: 'auto_close_at', type: 'timestamptz', nullable: true })
  autoCloseAt!: Date | null;
}
