import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That something happened which open pages show; written by triggers, kept for a day. */
@Entity('live_events')
export class LiveEventRow {
  /** The transaction that wrote it: readers deliver by its order, when all before it are over. */
  @PrimaryColumn({ name: 'xact', type: 'bigint', primaryKeyConstraintName: 'live_events_pkey' })
  xact!: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'live_events_pkey' })
  id!: string;

  @Column({ name: 'at', type: 'timestamptz' })
  at!: Date;

  /**
   * The kind of the case's event, or `note`, `contact`, `tag`, `link`, `delivery`, `media`,
   * `attachment`, `presence`, `notice`.
   */
  @Column({ name: 'kind', type: 'text' })
  kind!: string;

  @Column({ name: 'case_id', type: 'uuid', nullable: true })
  caseId!: string | null;

  /** Which of the case's events; null for what is none. */
  @Column({ name: 'seq', type: 'integer', nullable: true })
  seq!: number | null;

  /** The note, the contact, the delivery, the message of the file, the attachment or the notice. */
  @Column({ name: 'ref', type: 'uuid', nullable: true })
  ref!: string | null;

  /** For this member of staff alone; null: for whoever may see the case. */
  @Column({ name: 'person', type: 'uuid', nullable: true })
  person!: string | null;
}
