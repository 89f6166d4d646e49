import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** How many messages WeChat still lets an account send to a citizen, and until when. */
@Entity('ledgers')
@Check(
  'ledgers_sends_check',
  'message_sends_left between 0 and 5 and event_sends_left between 0 and 3',
)
export class Ledger {
  @PrimaryColumn({ name: 'account', type: 'text', primaryKeyConstraintName: 'ledgers_pkey' })
  account!: string;

  @PrimaryColumn({ name: 'citizen_id', type: 'uuid', primaryKeyConstraintName: 'ledgers_pkey' })
  citizenId!: string;

  /** 48 hours after the last message. */
  @Column({ name: 'message_window_ends_at', type: 'timestamptz', nullable: true })
  messageWindowEndsAt!: Date | null;

  @Column({ name: 'message_sends_left', type: 'smallint' })
  messageSendsLeft!: number;

  /** One minute after the last tap, scan or follow. */
  @Column({ name: 'event_window_ends_at', type: 'timestamptz', nullable: true })
  eventWindowEndsAt!: Date | null;

  @Column({ name: 'event_sends_left', type: 'smallint' })
  eventSendsLeft!: number;
}
