import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Case } from './case.entity';

/** That staff spoke with the citizen, or tried to (联系记录). */
@Entity('case_contacts')
@Check('case_contacts_method_check', `method in ('telephone', 'wechat', 'visit')`)
export class CaseContact {
  @PrimaryColumn({ name: 'case_id', type: 'uuid', primaryKeyConstraintName: 'case_contacts_pkey' })
  caseId!: string;

  @ManyToOne(() => Case, { nullable: false })
  @JoinColumn({ name: 'case_id', foreignKeyConstraintName: 'case_contacts_case_fkey' })
  case!: Case;

  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'case_contacts_pkey' })
  id!: string;

  @Column({ name: 'round', type: 'smallint' })
  round!: number;

  @Column({ name: 'at', type: 'timestamptz' })
  at!: Date;

  @Column({ name: 'method', type: 'text' })
  method!: string;

  @Column({ name: 'reached', type: 'boolean' })
  reached!: boolean;

  @Column({ name: 'result', type: 'text' })
  result!: string;

  @Column({ name: 'recorded_by', type: 'text' })
  recordedBy!: string;

  @Column({ name: 'recorded_at', type: 'timestamptz' })
  recordedAt!: Date;
}
