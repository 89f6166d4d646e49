import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A file that staff put to a case (附件). */
@Entity('attachments')
@Index('attachments_case_idx', ['caseId', 'uploadedAt'])
@Index('attachments_file_idx', ['sha256'])
@Index('attachments_citizen_idx', ['account', 'citizenId'], { where: 'citizen_id is not null' })
export class Attachment {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'attachments_pkey' })
  id!: string;

  @Column({ name: 'case_id', type: 'uuid' })
  caseId!: string;

  @Column({ name: 'account', type: 'text' })
  account!: string;

  /** With whom it is erased; null for a case that did not come from the chat. */
  @Column({ name: 'citizen_id', type: 'uuid', nullable: true })
  citizenId!: string | null;

  /** What the uploader called it, without a path. */
  @Column({ name: 'name', type: 'text' })
  name!: string;

  /** Told by the first bytes. */
  @Column({ name: 'content_type', type: 'text' })
  contentType!: string;

  @Column({ name: 'bytes', type: 'integer' })
  bytes!: number;

  /** Names the file. */
  @Column({ name: 'sha256', type: 'text' })
  sha256!: string;

  @Column({ name: 'uploaded_by', type: 'text' })
  uploadedBy!: string;

  @Column({ name: 'uploaded_at', type: 'timestamptz' })
  uploadedAt!: Date;
}
