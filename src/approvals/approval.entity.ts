import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A text that stands before its gates. It is never changed: an edit makes another approval. */
@Entity('approvals')
@Check('approvals_state_check', `state in ('open', 'passed', 'returned', 'dropped')`)
@Check('approvals_ended_check', `(state = 'open') = (ended_at is null)`)
export class Approval {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'approvals_pkey' })
  id!: string;

  @Column({ name: 'text', type: 'text' })
  text!: string;

  /** Pictures that go with the text, in their order, by their names in the media store. */
  @Column({ name: 'pictures', type: 'text', array: true, default: [] })
  pictures!: string[];

  /** SHA-256 of text and pictures: what people at the gates agree to. */
  @Column({ name: 'text_hash', type: 'bytea' })
  textHash!: Buffer;

  /** In the order in which they are passed. */
  @Column({ name: 'gates', type: 'text', array: true })
  gates!: string[];

  /** Everybody who wrote in it; none of them may pass it. */
  @Column({ name: 'drafters', type: 'text', array: true })
  drafters!: string[];

  /** Who is asked to pass its first gate; others with the right may as well. */
  @Column({ name: 'asked', type: 'text', nullable: true })
  asked!: string | null;

  @Column({ name: 'drafted_at', type: 'timestamptz' })
  draftedAt!: Date;

  @Column({ name: 'state', type: 'text' })
  state!: string;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}
