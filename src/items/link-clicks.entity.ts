import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How often an item's link was opened on a day. */
@Entity('link_clicks')
export class LinkClicks {
  @PrimaryColumn({ name: 'unit', type: 'text', primaryKeyConstraintName: 'link_clicks_pkey' })
  unit!: string;

  @PrimaryColumn({ name: 'item', type: 'text', primaryKeyConstraintName: 'link_clicks_pkey' })
  item!: string;

  /** `2026-11-23`, a civil day in China. */
  @PrimaryColumn({ name: 'day', type: 'date', primaryKeyConstraintName: 'link_clicks_pkey' })
  day!: string;

  @Column({ name: 'clicks', type: 'integer' })
  clicks!: number;
}
