import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many messages of an account a responder answered by itself on a day. */
@Entity('report_replies')
export class ReportReplies {
  @PrimaryColumn({ name: 'account', type: 'text', primaryKeyConstraintName: 'report_replies_pkey' })
  account!: string;

  @PrimaryColumn({ name: 'day', type: 'date', primaryKeyConstraintName: 'report_replies_pkey' })
  day!: string;

  @PrimaryColumn({
    name: 'responder',
    type: 'text',
    primaryKeyConstraintName: 'report_replies_pkey',
  })
  responder!: string;

  @Column({ name: 'replies', type: 'integer' })
  replies!: number;
}
