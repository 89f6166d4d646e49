import fs from 'node:fs/promises';
import path from 'node:path';

const SEGMENT_BYTES = 16 * 1024 * 1024;
const SEGMENTS_IN_LOG = 0x1_0000_0000 / SEGMENT_BYTES;

/**
 * The names of the WAL segments from one to another, both included. A name is timeline, log and
 * segment, eight hexadecimal digits each.
 * @throws Error when the two are not of one timeline, which only a restored server changes
 */
export function listSegments(first: string, last: string): string[] {
  const timeline = first.slice(0, 8);
  if (last.slice(0, 8) !== timeline) throw new Error(`WAL changed its timeline: ${first} ${last}`);
  const names: string[] = [];
  for (let number = numberOf(first); number <= numberOf(last); number++) {
    const parts = [Math.floor(number / SEGMENTS_IN_LOG), number % SEGMENTS_IN_LOG];
    names.push(timeline + parts.map((part) => hex(part)).join(''));
  }
  return names;
}

/** @throws Error when a segment is missing or not whole: the backup could not be opened */
export async function checkSegments(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const { size } = await fs.stat(path.join(folder, name));
    if (size !== SEGMENT_BYTES) throw new Error(`WAL segment ${name} has ${size} bytes`);
  }
}

function numberOf(name: string): number {
  return parseInt(name.slice(8, 16), 16) * SEGMENTS_IN_LOG + parseInt(name.slice(16), 16);
}

function hex(part: number): string {
  return part.toString(16).toUpperCase().padStart(8, '0');
}
