import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { MediaKind } from './media-kind';

/** A picture, voice or video that staff send: our file, and WeChat's temporary id for it. */
@Entity('media_uploads')
@Check('media_uploads_kind_check', `kind in ('image', 'voice', 'video')`)
@Check('media_uploads_uploaded_check', '(media_id is null) = (uploaded_at is null)')
@Index('media_uploads_file_idx', ['sha256'])
export class MediaUpload {
  @PrimaryColumn({ name: 'account', type: 'text', primaryKeyConstraintName: 'media_uploads_pkey' })
  account!: string;

  @PrimaryColumn({ name: 'sha256', type: 'text', primaryKeyConstraintName: 'media_uploads_pkey' })
  sha256!: string;

  @Column({ name: 'kind', type: 'text' })
  kind!: MediaKind;

  @Column({ name: 'content_type', type: 'text' })
  contentType!: string;

  @Column({ name: 'bytes', type: 'integer' })
  bytes!: number;

  @Column({ name: 'kept_at', type: 'timestamptz' })
  keptAt!: Date;

  @Column({ name: 'media_id', type: 'text', nullable: true })
  mediaId!: string | null;

  @Column({ name: 'uploaded_at', type: 'timestamptz', nullable: true })
  uploadedAt!: Date | null;
}
