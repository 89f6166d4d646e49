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

  @Column({ name: 'xact', type: 'bigint' })
  xact!: string;

  @Column({ name: 'event_id', type: 'uuid' })
  eventId!: string;
}
