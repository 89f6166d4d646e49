import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody may see one message in full for a while, and why. */
@Entity('personal_data_grants')
export class PersonalDataGrant {
  @PrimaryColumn({
    name: 'staff_id',
    type: 'text',
    primaryKeyConstraintName: 'personal_data_grants_pkey',
  })
  staffId!: string;

  @PrimaryColumn({
    name: 'message_id',
    type: 'uuid',
    primaryKeyConstraintName: 'personal_data_grants_pkey',
  })
  messageId!: string;

  @PrimaryColumn({
    name: 'given_at',
    type: 'timestamptz',
    primaryKeyConstraintName: 'personal_data_grants_pkey',
  })
  givenAt!: Date;

  @Column({ name: 'case_id', type: 'uuid' })
  caseId!: string;

  @Column({ name: 'reason', type: 'text' })
  reason!: string;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;
}
