import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Media } from './model';
import type { World } from './world';

const LIFETIME_MS = 3 * 24 * 60 * 60 * 1000;

/** How a file is kept, and what its owner says of it. */
export type MediaAbout = Partial<Pick<Media, 'kept' | 'name' | 'title' | 'introduction'>>;

/** Files of the platform in `folder`: temporary ones (新增临时素材) are gone after three days. */
export class MediaStore {
  constructor(
    private readonly world: World,
    private readonly folder: string,
  ) {}

  async add(
    unit: string,
    type: Media['type'],
    contentType: string,
    bytes: Buffer,
    about: MediaAbout = {},
  ): Promise<Media> {
    await this.removeExpired();
    const mediaId = randomBytes(48).toString('base64url');
    const media: Media = {
      mediaId,
      unit,
      type,
      contentType,
      file: `${randomBytes(16).toString('hex')}.bin`,
      createdAt: this.world.now(),
      kept: 'three_days',
      name: '',
      title: '',
      introduction: '',
      ...about,
    };
    await fs.mkdir(this.folder, { recursive: true, mode: 0o700 });
    await fs.writeFile(path.join(this.folder, media.file), bytes, { mode: 0o600 });
    this.world.state.media.push(media);
    this.world.touch();
    return media;
  }

  /** @returns null when nobody made it or its three days are over */
  find(mediaId: string): Media | null {
    const media = this.world.state.media.find((one) => one.mediaId === mediaId);
    return media && !this.isExpired(media) ? media : null;
  }

  /** Whether the account may use this id: media ids of other accounts are unknown to it. */
  belongsTo(unit: string, mediaId: string): boolean {
    return this.find(mediaId)?.unit === unit;
  }

  /** The permanent material of an account, newest first. */
  materials(unit: string): Media[] {
    const all = this.world.state.media.filter(
      (one) => one.unit === unit && one.kept === 'material',
    );
    return all.reverse();
  }

  async remove(media: Media): Promise<void> {
    this.world.state.media = this.world.state.media.filter((one) => one !== media);
    this.world.touch();
    await fs.rm(path.join(this.folder, media.file), { force: true });
  }

  read(media: Media): Promise<Buffer> {
    return fs.readFile(path.join(this.folder, media.file));
  }

  private isExpired(media: Media): boolean {
    return media.kept === 'three_days' && this.world.now() - media.createdAt > LIFETIME_MS;
  }

  private async removeExpired(): Promise<void> {
    const expired = this.world.state.media.filter((media) => this.isExpired(media));
    if (expired.length === 0) return;
    this.world.state.media = this.world.state.media.filter((media) => !this.isExpired(media));
    for (const media of expired) await fs.rm(path.join(this.folder, media.file), { force: true });
  }
}
