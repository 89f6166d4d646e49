import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ApplicationKind, ApplicationState, StoredMenus } from './menu-version';

/** A version of an account's menus: sent to WeChat, or found there, and what came of it. */
@Entity('menu_applications')
@Check(
  'menu_applications_state_check',
  `state in ('intended', 'applied', 'partial', 'failed', 'unclear')`,
)
@Check('menu_applications_kind_check', `kind in ('apply', 'rollback', 'pull')`)
@Index('menu_applications_version_idx', ['account', 'version'], { unique: true })
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

  /** What WeChat was to have. */
  @Column({ name: 'compiled', type: 'jsonb' })
  compiled!: StoredMenus;

  @Column({ name: 'state', type: 'text' })
  state!: ApplicationState;

  @Column({ name: 'detail', type: 'text', nullable: true })
  detail!: string | null;

  /** From 1 for each account. */
  @Column({ name: 'version', type: 'integer' })
  version!: number;

  @Column({ name: 'kind', type: 'text' })
  kind!: ApplicationKind;

  @Column({ name: 'rolled_back_to', type: 'integer', nullable: true })
  rolledBackTo!: number | null;

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt!: Date | null;
}
