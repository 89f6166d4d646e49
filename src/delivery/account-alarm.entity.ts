import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something about an account that an operator has to put right. */
@Entity('account_alarms')
export class AccountAlarm {
  @PrimaryColumn({ name: 'account', type: 'text', primaryKeyConstraintName: 'account_alarms_pkey' })
  account!: string;

  @PrimaryColumn({ name: 'alarm', type: 'text', primaryKeyConstraintName: 'account_alarms_pkey' })
  alarm!: string;

  @Column({ name: 'detail', type: 'text' })
  detail!: string;

  @Column({ name: 'raised_at', type: 'timestamptz' })
  raisedAt!: Date;

  @Column({ name: 'last_at', type: 'timestamptz' })
  lastAt!: Date;

  @Column({ name: 'times', type: 'integer' })
  times!: number;

  @Column({ name: 'cleared_at', type: 'timestamptz', nullable: true })
  clearedAt!: Date | null;
}
