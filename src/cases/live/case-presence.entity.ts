import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** That somebody has a case open, in one tab of a browser; true for a minute after `seen_at`. */
@Entity('case_presence')
@Check('case_presence_mode_check', `mode in ('reading', 'writing')`)
@Index('case_presence_seen_idx', ['seenAt'])
export class CasePresence {
  @PrimaryColumn({ name: 'case_id', type: 'uuid', primaryKeyConstraintName: 'case_presence_pkey' })
  caseId!: string;

  @PrimaryColumn({ name: 'staff_id', type: 'uuid', primaryKeyConstraintName: 'case_presence_pkey' })
  staffId!: string;

  @PrimaryColumn({ name: 'tab', type: 'uuid', primaryKeyConstraintName: 'case_presence_pkey' })
  tab!: string;

  @Column({ name: 'mode', type: 'text' })
  mode!: 'reading' | 'writing';

  @Column({ name: 'since', type: 'timestamptz' })
  since!: Date;

  @Column({ name: 'seen_at', type: 'timestamptz' })
  seenAt!: Date;
}
