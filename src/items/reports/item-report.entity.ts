import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** 这条信息有误: what somebody says is wrong with a service item; a task for the unit's admin, not a case. */
@Entity('item_reports')
@Check(
  'item_reports_closed_check',
  `(closed_at is null) = (closed_by is null) and (closed_at is null) = (outcome is null)`,
)
@Index('item_reports_unit_idx', ['unit', 'id'])
@Index('item_reports_open_idx', ['unit', 'id'], { where: 'closed_at is null' })
export class ItemReport {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'item_reports_pkey' })
  id!: string;

  @Column({ name: 'unit', type: 'text' })
  unit!: string;

  /** The item's id in the files of the unit. */
  @Column({ name: 'item', type: 'text' })
  item!: string;

  /** What is wrong with it, masked; nobody's name goes with it. */
  @Column({ name: 'text', type: 'text' })
  text!: string;

  @Column({ name: 'at', type: 'timestamptz' })
  at!: Date;

  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true })
  closedAt!: Date | null;

  @Column({ name: 'closed_by', type: 'text', nullable: true })
  closedBy!: string | null;

  /** What the admin did about it. */
  @Column({ name: 'outcome', type: 'text', nullable: true })
  outcome!: string | null;
}
