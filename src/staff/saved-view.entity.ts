import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A list that somebody has given a name, to come back to. */
@Entity('saved_views')
export class SavedView {
  @PrimaryColumn({ name: 'staff_id', type: 'uuid', primaryKeyConstraintName: 'saved_views_pkey' })
  staffId!: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'saved_views_pkey' })
  id!: string;

  @Column({ name: 'name', type: 'text' })
  name!: string;

  /** What stands in the list's address behind the `?`. */
  @Column({ name: 'query', type: 'text' })
  query!: string;

  @Column({ name: 'at', type: 'timestamptz' })
  at!: Date;
}
