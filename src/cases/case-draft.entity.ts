import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Case } from './case.entity';

/** An answer that somebody is still writing, saved by itself. */
@Entity('case_drafts')
@Check('case_drafts_true_check', `is_true in ('yes', 'no', 'partly')`)
export class CaseDraft {
  @PrimaryColumn({ name: 'case_id', type: 'uuid', primaryKeyConstraintName: 'case_drafts_pkey' })
  caseId!: string;

  @ManyToOne(() => Case, { nullable: false })
  @JoinColumn({ name: 'case_id', foreignKeyConstraintName: 'case_drafts_case_fkey' })
  case!: Case;

  @PrimaryColumn({ name: 'author', type: 'text', primaryKeyConstraintName: 'case_drafts_pkey' })
  author!: string;

  /** 公开答复内容. */
  @Column({ name: 'text', type: 'text' })
  text!: string;

  /** 办理情况, for the unit alone. */
  @Column({ name: 'inside', type: 'text', default: '' })
  inside!: string;

  /** 诉求属实. */
  @Column({ name: 'is_true', type: 'text', nullable: true })
  isTrue!: string | null;

  /** 是否解决. */
  @Column({ name: 'solved', type: 'boolean', nullable: true })
  solved!: boolean | null;

  /** Attachments that are to go with the answer. */
  @Column({ name: 'pictures', type: 'uuid', array: true, default: [] })
  pictures!: string[];

  @Column({ name: 'saved_at', type: 'timestamptz' })
  savedAt!: Date;
}
