import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A citizen agreed that a query uses what they fill in, by the notice of one version. */
@Entity('query_consents')
@Index('query_consents_citizen_idx', ['account', 'citizenId', 'givenAt'])
@Index('query_consents_withdrawn_idx', ['withdrawnAt'], { where: 'withdrawn_at is not null' })
export class QueryConsent {
  @PrimaryColumn({ name: 'account', type: 'text', primaryKeyConstraintName: 'query_consents_pkey' })
  account!: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'query_consents_pkey' })
  id!: string;

  @Column({ name: 'citizen_id', type: 'uuid' })
  citizenId!: string;

  @Column({ name: 'unit', type: 'text' })
  unit!: string;

  @Column({ name: 'query', type: 'text' })
  query!: string;

  @Column({ name: 'version', type: 'text' })
  version!: string;

  /** Somebody of the family, or of the village office, fills it in: 代办. */
  @Column({ name: 'on_behalf', type: 'boolean' })
  onBehalf!: boolean;

  @Column({ name: 'given_at', type: 'timestamptz' })
  givenAt!: Date;

  @Column({ name: 'withdrawn_at', type: 'timestamptz', nullable: true })
  withdrawnAt!: Date | null;
}
