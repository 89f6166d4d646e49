import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** The account of one named person. */
@Entity('staff')
@Unique('staff_username_key', ['username'])
@Check('staff_state_check', `state in ('active', 'disabled')`)
@Check('staff_disabled_check', `(state = 'disabled') = (disabled_at is not null)`)
@Check('staff_totp_check', `totp_confirmed_at is null or totp_secret is not null`)
export class Staff {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'staff_pkey' })
  id!: string;

  @Column({ name: 'username', type: 'text' })
  username!: string;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  @Column({ name: 'state', type: 'text' })
  state!: 'active' | 'disabled';

  /** Of somebody from outside (第三方运维): the last day of the contract. */
  @Column({ name: 'contract_until', type: 'date', nullable: true })
  contractUntil!: string | null;

  /** Hash with its parameters. */
  @Column({ name: 'password', type: 'text' })
  password!: string;

  @Column({ name: 'password_at', type: 'timestamptz' })
  passwordAt!: Date;

  /** Given by somebody else: to be changed at the first sign-in. */
  @Column({ name: 'password_temporary', type: 'boolean' })
  passwordTemporary!: boolean;

  /** Sealed. */
  @Column({ name: 'totp_secret', type: 'bytea', nullable: true })
  totpSecret!: Buffer | null;

  @Column({ name: 'totp_confirmed_at', type: 'timestamptz', nullable: true })
  totpConfirmedAt!: Date | null;

  /** The time step of the last code that was taken: none is taken twice. */
  @Column({ name: 'totp_last_step', type: 'bigint', nullable: true })
  totpLastStep!: string | null;

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'disabled_at', type: 'timestamptz', nullable: true })
  disabledAt!: Date | null;

  @Column({ name: 'last_sign_in_at', type: 'timestamptz', nullable: true })
  lastSignInAt!: Date | null;
}
