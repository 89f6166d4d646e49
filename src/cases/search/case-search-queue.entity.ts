import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A case whose words have changed since they were last made findable; written by triggers. */
@Entity('case_search_queue')
export class CaseSearchQueue {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'case_search_queue_pkey' })
  id!: string;

  @Column({ name: 'case_id', type: 'uuid' })
  caseId!: string;
}
