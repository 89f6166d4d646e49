import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one question that a citizen may be answering. */
@Entity('pending_questions')
export class PendingQuestionRow {
  @PrimaryColumn({
    name: 'account',
    type: 'text',
    primaryKeyConstraintName: 'pending_questions_pkey',
  })
  account!: string;

  @PrimaryColumn({
    name: 'citizen_id',
    type: 'uuid',
    primaryKeyConstraintName: 'pending_questions_pkey',
  })
  citizenId!: string;

  @Column({ name: 'question', type: 'jsonb' })
  question!: unknown;

  @Column({ name: 'asked_at', type: 'timestamptz' })
  askedAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;

  /** When a citizen who had fallen silent was reminded of it. */
  @Column({ name: 'reminded_at', type: 'timestamptz', nullable: true })
  remindedAt!: Date | null;
}
