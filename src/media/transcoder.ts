import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';

const TIMEOUT_MS = 30_000;
const PROBE_TIMEOUT_MS = 5_000;
const KEPT_ERROR_CHARACTERS = 500;
/** Voices of WeChat last a minute; whatever claims more is cut here. */
const MAX_SECONDS = 300;
/** Lower than the service itself: citizens' callbacks come first. */
const NICENESS = 10;

/** Makes voices playable in a browser. */
export interface Transcoder {
  /** Whether it can do anything on this machine; found out once. */
  isAvailable(): Promise<boolean>;
  /** Whether it knows a content type. */
  canPlay(contentType: string): boolean;
  /**
   * The voice as MP3.
   * @throws TranscodeError after the last byte where it went wrong: what came before is of no use
   */
  toMp3(contentType: string, source: Readable): AsyncIterable<Uint8Array>;
}

export class TranscodeError extends Error {
  constructor(reason: string) {
    super(`a voice could not be made playable: ${reason}`);
    this.name = 'TranscodeError';
  }
}

/** The demuxer by sniffed type: the program is never left to guess what a stranger's file is. */
const DEMUXERS: Readonly<Record<string, string>> = {
  'audio/amr': 'amr',
  'audio/amr-wb': 'amr',
  'audio/ogg': 'ogg',
};

export interface TranscoderOptions {
  /** Debian's ffmpeg, found by PATH. */
  program?: string;
  timeoutMs?: number;
}

/** Voices by a child process without a shell, files, network or our environment, and with limits. */
export function createTranscoder(options: TranscoderOptions = {}): Transcoder {
  const { program = 'ffmpeg', timeoutMs = TIMEOUT_MS } = options;
  let probe: Promise<boolean> | undefined;
  return {
    isAvailable: () => (probe ??= canRun(program)),
    canPlay: (contentType) => Object.hasOwn(DEMUXERS, contentType),
    toMp3: (contentType, source) => convert(program, DEMUXERS[contentType]!, source, timeoutMs),
  };
}

async function canRun(program: string): Promise<boolean> {
  const child = start(program, ['-version'], PROBE_TIMEOUT_MS);
  child.stdout?.resume();
  return (await endOf(child)) === 0;
}

async function* convert(
  program: string,
  demuxer: string,
  source: Readable,
  timeoutMs: number,
): AsyncGenerator<Uint8Array> {
  const child = start(program, argumentsFor(demuxer), timeoutMs);
  const ended = endOf(child);
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-KEPT_ERROR_CHARACTERS);
  });
  // A program that has heard enough closes its input: its exit code says whether that was right.
  const feeding = pipeline(source, child.stdin!).catch(() => undefined);
  try {
    for await (const chunk of child.stdout!) yield chunk as Uint8Array;
    const code = await ended;
    if (code !== 0) throw new TranscodeError(complaint.trim() || `exit ${code}`);
  } finally {
    child.kill('SIGKILL');
    source.destroy();
    await Promise.all([ended, feeding]);
  }
}

function argumentsFor(demuxer: string): string[] {
  const quiet = ['-nostdin', '-hide_banner', '-loglevel', 'error'];
  const limits = ['-max_alloc', String(64 * 1024 * 1024), '-threads', '1'];
  const input = ['-protocol_whitelist', 'pipe', '-f', demuxer, '-i', 'pipe:0'];
  const audioAlone = ['-map', '0:a:0', '-map_metadata', '-1', '-t', String(MAX_SECONDS)];
  const output = ['-ac', '1', '-ar', '24000', '-b:a', '32k', '-f', 'mp3', 'pipe:1'];
  return [...quiet, ...limits, ...input, ...audioAlone, ...output];
}

function start(program: string, args: readonly string[], timeoutMs: number): ChildProcess {
  const child = spawn(program, args, {
    cwd: os.tmpdir(),
    env: { PATH: process.env['PATH'], LANG: 'C' },
    stdio: ['pipe', 'pipe', 'pipe'],
    shell: false,
  });
  // Not spawn's own timeout: that one runs on where the program could not be started.
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  child.once('close', () => clearTimeout(timer)).once('error', () => clearTimeout(timer));
  child.stdin?.on('error', () => undefined);
  if (child.pid !== undefined) lowerPriority(child.pid);
  return child;
}

function lowerPriority(pid: number): void {
  try {
    os.setPriority(pid, NICENESS);
  } catch {
    // It has ended already.
  }
}

/** @returns its exit code; null where it was killed or could not be started */
async function endOf(child: ChildProcess): Promise<number | null> {
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return code;
  } catch {
    return null;
  }
}
