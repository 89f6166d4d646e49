import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far somebody who acts on live events has come; moved in the transaction of what is done. */
@Entity('live_followers')
export class LiveFollower {
  @PrimaryColumn({
    name: 'follower',
    type: 'text',
    primaryKeyConstraintName: 'live_followers_pkey',
  })
  follower!: string;

  /** A snapshot: which transactions have been looked at. */
  @Column({ name: 'place', type: 'text' })
  place!: string;
}
