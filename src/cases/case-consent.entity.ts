import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Case } from './case.entity';

/** What a citizen agrees to for one case, or takes back; of each kind the last row counts. */
@Entity('case_consents')
@Check('case_consents_kind_check', `kind in ('call', 'publish')`)
export class CaseConsent {
  @PrimaryColumn({ name: 'case_id', type: 'uuid', primaryKeyConstraintName: 'case_consents_pkey' })
  caseId!: string;

  @ManyToOne(() => Case, { nullable: false })
  @JoinColumn({ name: 'case_id', foreignKeyConstraintName: 'case_consents_case_fkey' })
  case!: Case;

  /** `call`: be telephoned about the answer; `publish`: question and answer may be shown, without the person. */
  @PrimaryColumn({ name: 'kind', type: 'text', primaryKeyConstraintName: 'case_consents_pkey' })
  kind!: 'call' | 'publish';

  @PrimaryColumn({
    name: 'at',
    type: 'timestamptz',
    primaryKeyConstraintName: 'case_consents_pkey',
  })
  at!: Date;

  @Column({ name: 'given', type: 'boolean' })
  given!: boolean;
}
