import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Media } from './media.entity';

/** The words of a voice or video as a member of staff heard them (转写); the last writing counts. */
@Entity('media_transcripts')
export class MediaTranscript {
  @PrimaryColumn({
    name: 'account',
    type: 'text',
    primaryKeyConstraintName: 'media_transcripts_pkey',
  })
  account!: string;

  @PrimaryColumn({
    name: 'message_id',
    type: 'uuid',
    primaryKeyConstraintName: 'media_transcripts_pkey',
  })
  messageId!: string;

  @ManyToOne(() => Media, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn([
    {
      name: 'account',
      referencedColumnName: 'account',
      foreignKeyConstraintName: 'media_transcripts_media_fkey',
    },
    {
      name: 'message_id',
      referencedColumnName: 'messageId',
      foreignKeyConstraintName: 'media_transcripts_media_fkey',
    },
  ])
  media!: Media;

  /** Numbers in it are masked. */
  @Column({ name: 'text', type: 'text' })
  text!: string;

  /** Staff id. */
  @Column({ name: 'written_by', type: 'text' })
  writtenBy!: string;

  @Column({ name: 'written_at', type: 'timestamptz' })
  writtenAt!: Date;
}
