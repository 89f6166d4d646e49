import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A citizen said that an item was not what they had asked for. */
@Entity('misses')
export class Miss {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'misses_pkey' })
  id!: string;

  @PrimaryColumn({ name: 'account', type: 'text', primaryKeyConstraintName: 'misses_pkey' })
  account!: string;

  @Column({ name: 'message_id', type: 'uuid' })
  messageId!: string;

  @Column({ name: 'item', type: 'text' })
  item!: string;

  @Column({ name: 'at', type: 'timestamptz' })
  at!: Date;
}
