import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Database } from '../../src/database/database';
import { sniffType } from '../../src/media/sniff-type';
import { createTranscoder, TranscodeError, type Transcoder } from '../../src/media/transcoder';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { AMR } from './files';
import { aVoice, startMediaBench, type MediaBench } from './media-bench';

const hasFfmpeg = ((): boolean => {
  try {
    execFileSync('ffmpeg', ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-transcoder-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A program of the test's own in the place of ffmpeg: what it prints for `-version` is nothing. */
function aProgram(script: string): string {
  const file = path.join(folder, `program-${fs.readdirSync(folder).length}`);
  const body = `if (process.argv[2] === '-version') process.exit(0);\n${script}\n`;
  fs.writeFileSync(file, `#!${process.execPath}\n${body}`, { mode: 0o700 });
  return file;
}

async function collect(transcoder: Transcoder, voice: Buffer, type = 'audio/amr'): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of transcoder.toMp3(type, Readable.from([voice]))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const ECHO = 'process.stdin.pipe(process.stdout);';

it('is there or not, without a shell to ask', async () => {
  expect(await createTranscoder({ program: 'no-such-program' }).isAvailable()).toBe(false);
  expect(await createTranscoder({ program: 'true; true' }).isAvailable()).toBe(false);
  expect(await createTranscoder({ program: aProgram(ECHO) }).isAvailable()).toBe(true);
});

it('knows AMR and Speex, and leaves the rest alone', () => {
  const transcoder = createTranscoder();
  const types = [
    'audio/amr',
    'audio/amr-wb',
    'audio/ogg',
    'audio/silk',
    'application/octet-stream',
  ];
  expect(types.map((type) => transcoder.canPlay(type))).toEqual([true, true, true, false, false]);
});

it('gives the voice to the program and what it says back, with nothing of our environment', async () => {
  process.env['SECRET_OF_THE_TEST'] = 'secret';
  const program = aProgram(`process.stdout.write(Object.keys(process.env).sort().join());${ECHO}`);
  const made = await collect(createTranscoder({ program }), Buffer.from(' voice'));
  delete process.env['SECRET_OF_THE_TEST'];
  expect(made.toString()).toBe('LANG,PATH voice');
});

it.each<[string, string, RegExp]>([
  ['fails', `process.stderr.write('no such stream'); process.exit(1)`, /no such stream/],
  ['dies', `process.kill(process.pid, 'SIGSEGV')`, /exit null/],
  ['fails without having listened', 'process.exit(3)', /exit 3/],
])('tells after the last byte where the program %s', async (_, script, message) => {
  const work = collect(createTranscoder({ program: aProgram(script) }), AMR);
  await expect(work).rejects.toThrow(TranscodeError);
  await expect(work).rejects.toThrow(message);
});

it('kills a program that does not end', async () => {
  const transcoder = createTranscoder({
    program: aProgram('setInterval(() => 0, 1000)'),
    timeoutMs: 300,
  });
  await expect(collect(transcoder, AMR)).rejects.toThrow(TranscodeError);
});

it('kills the program when nobody wants more of it', async () => {
  const pidFile = path.join(folder, 'pid');
  const program =
    aProgram(`require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
    setInterval(() => process.stdout.write('x'.repeat(1000)), 1);`);
  const stream = createTranscoder({ program }).toMp3('audio/amr', Readable.from([AMR]));
  for await (const _chunk of stream) break;
  const pid = Number(fs.readFileSync(pidFile, 'utf8'));
  expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
});

describe('a voice of a citizen', () => {
  let test: TestDatabase;
  let database: Database;
  let bench: MediaBench;

  beforeAll(async () => {
    test = await createTestDatabase();
    ({ database } = test);
  });
  afterAll(() => test.drop());
  beforeEach(async () => {
    await database.query('delete from media');
    bench = await startMediaBench(database);
  });
  afterEach(() => bench.close());

  const giveVoice = (voice: Buffer): void =>
    bench.wechat.on('/cgi-bin/media/get', (_, response) => void response.end(voice));

  it('is kept as it is where the machine has no ffmpeg, and made playable once it has', async () => {
    giveVoice(AMR);
    const id = await bench.receive(aVoice('V'));
    await bench.worker().run();
    expect(await bench.look(id)).toMatchObject({
      state: 'kept',
      contentType: 'audio/amr',
      playable: 'waiting',
    });
    await bench
      .worker({
        transcoder: createTranscoder({ program: aProgram(`process.stdout.write('ID3');${ECHO}`) }),
      })
      .run();
    const media = await bench.look(id);
    expect(media).toMatchObject({ playable: 'made', playableBytes: AMR.length + 3 });
    expect(await bench.files()).toEqual([media.sha256, media.playableSha256].sort());
  });

  it.each<[string, string]>([
    ['the program refuses it', 'process.exit(1)'],
    ['no sound comes out', 'process.exit(0)'],
  ])('is left as it is where %s', async (_, script) => {
    giveVoice(AMR);
    const id = await bench.receive(aVoice('V'));
    const transcoder = createTranscoder({ program: aProgram(script) });
    await bench.worker({ transcoder }).run();
    const media = await bench.look(id);
    expect(media).toMatchObject({ state: 'kept', playable: 'failed', playableSha256: null });
    expect(await bench.files()).toEqual([media.sha256]);
  });

  (hasFfmpeg ? it : it.skip)('is MP3 by the real ffmpeg', async () => {
    giveVoice(AMR);
    const id = await bench.receive(aVoice('V'));
    await bench.worker({ transcoder: createTranscoder() }).run();
    const { playable, playableSha256 } = await bench.look(id);
    expect(playable).toBe('made');
    const [head] = (await (await bench.store.open(playableSha256!)).take(1).toArray()) as Buffer[];
    expect(sniffType(head!)?.contentType).toBe('audio/mpeg');
  });

  (hasFfmpeg ? it : it.skip)(
    'that is damaged ends in a clear state by the real ffmpeg',
    async () => {
      giveVoice(Buffer.concat([Buffer.from('#!AMR\n'), Buffer.from([0xff, 0xff, 0xff])]));
      const id = await bench.receive(aVoice('V'));
      await bench.worker({ transcoder: createTranscoder() }).run();
      expect(await bench.look(id)).toMatchObject({ state: 'kept', playable: 'failed' });
    },
  );
});
