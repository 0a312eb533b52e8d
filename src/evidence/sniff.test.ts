/** File types by their first bytes, names never read. */
import { describe, expect, test } from 'vitest';
import { concatBytes, utf8 } from '../base/bytes.ts';
import { sniff } from './sniff.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const ftyp = (brand: string): Uint8Array => latin1(`\0\0\0\x18ftyp${brand}\0\0\0\0`);

function zipOf(names: readonly string[]): Uint8Array {
  const members = names.map((name) => {
    const header = new Uint8Array(30);
    const view = new DataView(header.buffer);
    view.setUint32(0, 0x04034b50, true);
    view.setUint32(18, 3, true);
    view.setUint16(26, name.length, true);
    return concatBytes(header, utf8(name), utf8('abc'));
  });
  return concatBytes(...members);
}

/** Two MPEG-1 layer III frames of 128 kbit/s at 44.1 kHz: 417 bytes each. */
function mp3(): Uint8Array {
  const frame = new Uint8Array(417);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  return concatBytes(frame, frame);
}

const cases: readonly (readonly [string, Uint8Array, string, string])[] = [
  ['JPEG', latin1('\xff\xd8\xff\xe0\0\x10JFIF'), 'image/jpeg', 'photo'],
  ['PNG', latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), 'image/png', 'photo'],
  ['GIF', latin1('GIF89a\x01\0\x01\0'), 'image/gif', 'photo'],
  ['WebP', latin1('RIFF\x24\0\0\0WEBPVP8 '), 'image/webp', 'photo'],
  ['MP4', ftyp('isom'), 'video/mp4', 'video'],
  ['QuickTime', ftyp('qt  '), 'video/quicktime', 'video'],
  ['QuickTime without ftyp', latin1('\0\0\0\x08wide\0\0\0\x10mdat'), 'video/quicktime', 'video'],
  ['HEIC', ftyp('heic'), 'image/heic', 'photo'],
  ['WebM', concatBytes(latin1('\x1a\x45\xdf\xa3\x9f\x42\x82\x84'), utf8('webm')), 'video/webm', 'video'],
  ['MP3 with a tag', latin1('ID3\x03\0\0\0\0\0\0'), 'audio/mpeg', 'audio'],
  ['MP3 without a tag', mp3(), 'audio/mpeg', 'audio'],
  ['WAV', latin1('RIFF\x24\0\0\0WAVEfmt '), 'audio/wav', 'audio'],
  ['Ogg', latin1('OggS\0\x02\0\0'), 'audio/ogg', 'audio'],
  ['PDF', utf8('%PDF-1.7\n'), 'application/pdf', 'document'],
  ['zip', zipOf(['a.txt', 'b.txt']), 'application/zip', 'document'],
  [
    'DOCX',
    zipOf(['[Content_Types].xml', '_rels/.rels', 'word/document.xml']),
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'document',
  ],
  [
    'XLSX',
    zipOf(['[Content_Types].xml', 'xl/workbook.xml']),
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'document',
  ],
  ['HTML', utf8('\ufeff \n<!DOCTYPE html>\n<html lang="kk">'), 'text/html', 'web_capture'],
  ['JSON', utf8('{"қала": ["Жаңаөзен"]}'), 'application/json', 'document'],
  ['CSV', utf8('date,place,count\n2022-01-05,Алматы,3\n2022-01-06,Шетпе,1\n'), 'text/csv', 'document'],
  ['CSV with semicolons and quotes', utf8('a;b\n"x;y";2\n'), 'text/csv', 'document'],
  ['text', utf8('Куә: мен көрдім, естідім.\nЕкінші жол.\n'), 'text/plain', 'document'],
  ['one sync word', latin1('\xff\xfb\x90\0abc'), 'application/octet-stream', 'document'],
  ['bytes', Uint8Array.from([1, 2, 3, 250]), 'application/octet-stream', 'document'],
  ['nothing', new Uint8Array(0), 'application/octet-stream', 'document'],
];

describe('a type is known by its bytes', () => {
  for (const [name, head, mime, kind] of cases) {
    test(name, () => expect(sniff(head, true)).toEqual({ mime, kind }));
  }
});

test('a head that was cut inside a letter, a line or a value still shows its type', () => {
  const text = utf8('Жаңаөзен');
  expect(sniff(text.subarray(0, text.length - 1), false).mime).toBe('text/plain');
  expect(sniff(text.subarray(0, text.length - 1), true).mime).toBe('application/octet-stream');
  expect(sniff(utf8('[{"a": 1}, {"b'), false).mime).toBe('application/json');
  expect(sniff(utf8('[{"a": 1}, {"b'), true).mime).not.toBe('application/json');
  expect(sniff(utf8('a,b,c\n1,2,3\n4,5'), false).mime).toBe('text/csv');
});

test('broken or hostile heads never throw', () => {
  for (const [, head] of cases) {
    for (let n = 0; n <= Math.min(head.length, 64); n++)
      expect(sniff(head.subarray(0, n), n % 2 === 0).mime).toContain('/');
  }
  const endless = zipOf(['a']);
  new DataView(endless.buffer).setUint32(18, 0xffffffff, true);
  expect(sniff(endless, false).mime).toBe('application/zip');
});
