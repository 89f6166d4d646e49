import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Fault } from '../../src/content/fault';
import type { ContentSet, LoadedContent } from '../../src/content/load-content';
import { loadContent } from '../../src/content/load-content';

export const fixtures = path.join(__dirname, '..', 'fixtures', 'content');
export const now = new Date('2026-11-23T02:00:00Z');

/** A set of files without a fault, in a temporary folder of its own. */
export class ContentFolder {
  readonly root = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-content-'));
  readonly repliesDir = path.join(this.root, 'replies');
  readonly menusDir = path.join(this.root, 'menus');
  readonly publicUrl = 'https://zj.example.gov.cn';

  constructor() {
    fs.cpSync(path.join(fixtures, 'good'), this.root, { recursive: true });
  }

  write(file: string, content: string | Buffer): void {
    fs.mkdirSync(path.dirname(path.join(this.root, file)), { recursive: true });
    fs.writeFileSync(path.join(this.root, file), content);
  }

  read(file: string): string {
    return fs.readFileSync(path.join(this.root, file), 'utf8');
  }

  /** Replaces the first `from`, which must be there. */
  edit(file: string, from: string, to: string): void {
    const text = this.read(file);
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    this.write(
      file,
      text.replace(from, () => to),
    );
  }

  remove(file: string): void {
    fs.rmSync(path.join(this.root, file), { recursive: true });
  }

  load(at: Date = now): Promise<LoadedContent> {
    return loadContent({ ...this, now: at });
  }

  async loadRight(at: Date = now): Promise<ContentSet> {
    const { content, faults } = await this.load(at);
    if (!content) throw new Error(JSON.stringify(faults));
    return content;
  }

  /** The faults, with paths relative to the folder: `replies/renshe/unit.yaml:9:12`. */
  async loadFaults(): Promise<{ at: string; message: string; remedy: string | null }[]> {
    const { faults } = await this.load();
    return (faults as Fault[]).map(({ file, line, column, message, remedy }) => ({
      at: [path.relative(this.root, file), line, column].filter((part) => part !== null).join(':'),
      message,
      remedy,
    }));
  }

  dispose(): void {
    fs.rmSync(this.root, { recursive: true, force: true });
  }
}
