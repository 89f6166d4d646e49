import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Whether WeChat lets an account use a group of its calls, and how we know. */
@Entity('account_capabilities')
@Check('account_capabilities_reason_check', `reason in ('declared', 'probe', 'refused', 'used')`)
export class AccountCapability {
  @PrimaryColumn({
    name: 'account',
    type: 'text',
    primaryKeyConstraintName: 'account_capabilities_pkey',
  })
  account!: string;

  @PrimaryColumn({
    name: 'capability',
    type: 'text',
    primaryKeyConstraintName: 'account_capabilities_pkey',
  })
  capability!: string;

  @Column({ name: 'granted', type: 'boolean' })
  granted!: boolean;

  @Column({ name: 'reason', type: 'text' })
  reason!: 'declared' | 'probe' | 'refused' | 'used';

  @Column({ name: 'at', type: 'timestamptz' })
  at!: Date;
}
