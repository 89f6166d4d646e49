import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Approval } from './approval.entity';

/** A gate that somebody has passed. */
@Entity('approval_passes')
export class ApprovalPass {
  @PrimaryColumn({
    name: 'approval_id',
    type: 'uuid',
    primaryKeyConstraintName: 'approval_passes_pkey',
  })
  approvalId!: string;

  @ManyToOne(() => Approval, { nullable: false })
  @JoinColumn({ name: 'approval_id', foreignKeyConstraintName: 'approval_passes_approval_fkey' })
  approval!: Approval;

  @PrimaryColumn({ name: 'gate', type: 'text', primaryKeyConstraintName: 'approval_passes_pkey' })
  gate!: string;

  @Column({ name: 'passed_by', type: 'text' })
  passedBy!: string;

  /** 受…委托: whose right it was, where a deputy passed it. */
  @Column({ name: 'on_behalf_of', type: 'text', nullable: true })
  onBehalfOf!: string | null;

  @Column({ name: 'at', type: 'timestamptz' })
  at!: Date;

  @Column({ name: 'opinion', type: 'text', nullable: true })
  opinion!: string | null;
}
