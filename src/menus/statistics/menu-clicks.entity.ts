import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** How often a menu's button was tapped on a day. Says nothing of who did. */
@Entity('menu_clicks')
@Check(
  'menu_clicks_kind_check',
  `kind in ('click', 'view', 'miniprogram', 'scan', 'photo', 'location')`,
)
@Check('menu_clicks_button_check', `octet_length(button) <= 1024`)
export class MenuClicks {
  @PrimaryColumn({ name: 'account', type: 'text', primaryKeyConstraintName: 'menu_clicks_pkey' })
  account!: string;

  /** `2026-11-23`, a civil day in China. */
  @PrimaryColumn({ name: 'day', type: 'date', primaryKeyConstraintName: 'menu_clicks_pkey' })
  day!: string;

  @PrimaryColumn({ name: 'kind', type: 'text', primaryKeyConstraintName: 'menu_clicks_pkey' })
  kind!: 'click' | 'view' | 'miniprogram' | 'scan' | 'photo' | 'location';

  /** WeChat's EventKey: the button's key, or the address that it opens. */
  @PrimaryColumn({ name: 'button', type: 'text', primaryKeyConstraintName: 'menu_clicks_pkey' })
  button!: string;

  @Column({ name: 'clicks', type: 'integer' })
  clicks!: number;
}
