import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** One time that a menu was sent to WeChat, and what came of it. */
@Entity('menu_applications')
@Check('menu_applications_state_check', `state in ('intended', 'applied', 'failed')`)
export class MenuApplication {
  @PrimaryColumn({
    name: 'account',
    type: 'text',
    primaryKeyConstraintName: 'menu_applications_pkey',
  })
  account!: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'menu_applications_pkey' })
  id!: string;

  @Column({ name: 'applied_at', type: 'timestamptz' })
  appliedAt!: Date;

  @Column({ name: 'actor', type: 'text' })
  actor!: string;

  @Column({ name: 'file_hash', type: 'text' })
  fileHash!: string;

  /** The JSON that WeChat was sent. */
  @Column({ name: 'compiled', type: 'jsonb' })
  compiled!: unknown;

  @Column({ name: 'state', type: 'text' })
  state!: 'intended' | 'applied' | 'failed';

  @Column({ name: 'detail', type: 'text', nullable: true })
  detail!: string | null;
}
