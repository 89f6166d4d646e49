import { bareSpeex, findType, sniffType } from '../../src/media/sniff-type';
import { AMR, HTML, JPEG, MP3, MP4, PNG, SVG } from './files';

const ogg = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('Speex   1.2')]);
const box = (brand: string): Buffer => Buffer.from(`\0\0\0\x18ftyp${brand}\0\0\0\0`, 'latin1');

it.each<[string, Buffer, string | null, boolean | null]>([
  ['a JPEG', JPEG, 'image/jpeg', true],
  ['a PNG', PNG, 'image/png', true],
  ['a GIF', Buffer.from('GIF89a..'), 'image/gif', true],
  ['a WebP', Buffer.from('RIFF\0\0\0\0WEBPVP8 '), 'image/webp', true],
  ['a picture of an iPhone', box('heic'), 'image/heic', false],
  ['a bitmap', Buffer.from('424d46000000000000003600', 'hex'), 'image/bmp', true],
  ['AMR', AMR, 'audio/amr', false],
  ['AMR wideband', Buffer.from('#!AMR-WB\n'), 'audio/amr-wb', false],
  ['SILK, as WeChat itself records', Buffer.from('\x02#!SILK_V3'), 'audio/silk', false],
  ['Speex in Ogg', ogg, 'audio/ogg', false],
  ['Vorbis in Ogg is no voice of WeChat', Buffer.from('OggS'.padEnd(60)), null, null],
  ['MP3 with a tag', MP3, 'audio/mpeg', true],
  ['MP3 from its first frame', Buffer.from('fffb9064', 'hex'), 'audio/mpeg', true],
  ['WAV', Buffer.from('RIFF\0\0\0\0WAVEfmt '), 'audio/wav', true],
  ['M4A', box('M4A '), 'audio/mp4', true],
  ['MP4', MP4, 'video/mp4', true],
  ['3GP', box('3gp5'), 'video/3gpp', false],
  ['QuickTime', box('qt  '), 'video/quicktime', false],
  ['a page', HTML, null, null],
  ['a page that hides behind a text of BM', Buffer.from('BM<html><script>'), null, null],
  ['a drawing with a script', SVG, null, null],
  ['a program', Buffer.from('MZ\x90\0'), null, null],
  ['a zip', Buffer.from('PK\x03\x04'), null, null],
  ['a PDF', Buffer.from('%PDF-1.7'), null, null],
  ['JSON of WeChat', Buffer.from('{"errcode":-1}'), null, null],
  ['nothing', Buffer.alloc(0), null, null],
])('%s', (_, head, contentType, shown) => {
  const type = sniffType(head);
  expect(type?.contentType ?? null).toBe(contentType);
  expect(type?.shown ?? null).toBe(shown);
  if (type) expect(findType(type.contentType)).toEqual(type);
});

it('finds no type that it never gave', () => {
  expect(findType('text/html')).toBeNull();
  expect(findType('image/svg+xml')).toBeNull();
  expect(findType('application/octet-stream')).toEqual(bareSpeex);
});
