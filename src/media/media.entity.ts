import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { MediaKind, MediaState, Playable } from './media-kind';

/** A picture, voice or video of a citizen's message, and how far its file has come. */
@Entity('media')
@Check('media_kind_check', `kind in ('image', 'voice', 'video')`)
@Check('media_state_check', `state in ('waiting', 'fetching', 'kept', 'failed', 'expired')`)
@Check('media_lease_check', `state <> 'fetching' or lease_until is not null`)
@Check(
  'media_kept_check',
  `(state = 'kept') = (sha256 is not null and bytes is not null and content_type is not null
    and kept_at is not null and playable is not null)`,
)
@Check('media_playable_check', `playable in ('not_needed', 'waiting', 'made', 'failed')`)
@Check(
  'media_playable_file_check',
  `(playable is not distinct from 'made')
    = (playable_sha256 is not null and playable_bytes is not null)`,
)
@Index('media_due_idx', ['nextAt'], { where: `state = 'waiting'` })
@Index('media_conversion_idx', ['nextAt'], { where: `playable = 'waiting'` })
@Index('media_lease_idx', ['leaseUntil'], { where: 'lease_until is not null' })
@Index('media_unfetched_idx', ['receivedAt'], { where: `state in ('waiting', 'fetching')` })
@Index('media_file_idx', ['sha256'], { where: 'sha256 is not null' })
@Index('media_playable_idx', ['playableSha256'], { where: 'playable_sha256 is not null' })
export class Media {
  @PrimaryColumn({ name: 'account', type: 'text', primaryKeyConstraintName: 'media_pkey' })
  account!: string;

  @PrimaryColumn({ name: 'message_id', type: 'uuid', primaryKeyConstraintName: 'media_pkey' })
  messageId!: string;

  @Column({ name: 'kind', type: 'text' })
  kind!: MediaKind;

  /** What the push said of a voice: `amr`, `speex`. */
  @Column({ name: 'format', type: 'text', nullable: true })
  format!: string | null;

  /** WeChat's temporary id: good for three days. */
  @Column({ name: 'media_id', type: 'text' })
  mediaId!: string;

  @Column({ name: 'received_at', type: 'timestamptz' })
  receivedAt!: Date;

  @Column({ name: 'state', type: 'text' })
  state!: MediaState;

  /** Why it waits or was given up: a key of `fetchReasons`. */
  @Column({ name: 'reason', type: 'text', nullable: true })
  reason!: string | null;

  /** WeChat's return code of the last refusal. */
  @Column({ name: 'code', type: 'integer', nullable: true })
  code!: number | null;

  /** Of fetching; once the file is kept, of making it playable. */
  @Column({ name: 'attempts', type: 'smallint' })
  attempts!: number;

  @Column({ name: 'next_at', type: 'timestamptz' })
  nextAt!: Date;

  @Column({ name: 'lease_until', type: 'timestamptz', nullable: true })
  leaseUntil!: Date | null;

  /** When the operator was told that it is still missing. */
  @Column({ name: 'alarmed_at', type: 'timestamptz', nullable: true })
  alarmedAt!: Date | null;

  @Column({ name: 'kept_at', type: 'timestamptz', nullable: true })
  keptAt!: Date | null;

  /** Names the file. */
  @Column({ name: 'sha256', type: 'text', nullable: true })
  sha256!: string | null;

  @Column({ name: 'bytes', type: 'integer', nullable: true })
  bytes!: number | null;

  /** Told by the first bytes, never by a header. */
  @Column({ name: 'content_type', type: 'text', nullable: true })
  contentType!: string | null;

  /** How far a voice has come that browsers cannot play as it is. */
  @Column({ name: 'playable', type: 'text', nullable: true })
  playable!: Playable | null;

  /** The same voice as MP3. */
  @Column({ name: 'playable_sha256', type: 'text', nullable: true })
  playableSha256!: string | null;

  @Column({ name: 'playable_bytes', type: 'integer', nullable: true })
  playableBytes!: number | null;
}
