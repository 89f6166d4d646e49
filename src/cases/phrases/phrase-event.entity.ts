import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Phrase } from './phrase.entity';

/** Something that was done to a 常用语; its place in the line is the version that the change made. */
@Entity('phrase_events')
@Check(
  'phrase_events_kind_check',
  `kind in ('created', 'edited', 'approved', 'returned', 'withdrawn')`,
)
export class PhraseEvent {
  @PrimaryColumn({
    name: 'phrase_id',
    type: 'uuid',
    primaryKeyConstraintName: 'phrase_events_pkey',
  })
  phraseId!: string;

  @ManyToOne(() => Phrase, { nullable: false })
  @JoinColumn({ name: 'phrase_id', foreignKeyConstraintName: 'phrase_events_phrase_fkey' })
  phrase!: Phrase;

  @PrimaryColumn({
    name: 'version',
    type: 'integer',
    primaryKeyConstraintName: 'phrase_events_pkey',
  })
  version!: number;

  @Column({ name: 'kind', type: 'text' })
  kind!: string;

  @Column({ name: 'at', type: 'timestamptz' })
  at!: Date;

  @Column({ name: 'actor', type: 'text' })
  actor!: string;

  @Column({ name: 'reason', type: 'text', nullable: true })
  reason!: string | null;

  /** The whole as it was written then; null where it was not changed. */
  @Column({ name: 'text', type: 'text', nullable: true })
  text!: string | null;
}
