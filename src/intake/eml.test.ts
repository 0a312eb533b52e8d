/** Mail files: subjects and bodies in the encodings that arrive, and whatever is no mail at all. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { readMail } from './eml.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

test('a plain mail', () => {
  const mail = readMail(
    utf8('From: Invented <a@invented.example>\r\nSubject: =?utf-8?B?0JDRgtGL0YE=?=\r\n\r\nТүнде атыс болды.\r\n'),
  );
  expect(mail).toEqual({ subject: 'Атыс', from: 'Invented <a@invented.example>', text: 'Түнде атыс болды.' });
});

test('the first plain text of several parts, quoted-printable in Windows-1251; an attachment is not read', () => {
  const mail = readMail(
    utf8(
      [
        'Subject: =?windows-1251?Q?=D1=F2=F0=E5=EB=FC=E1=E0?=',
        ' =?windows-1251?Q?_=E2_=E3=EE=F0=EE=E4=E5?=',
        'Content-Type: multipart/mixed; boundary="b1"',
        '',
        'preamble',
        '--b1',
        'Content-Type: text/plain; name=x.txt',
        'Content-Disposition: attachment',
        '',
        'attached',
        '--b1',
        'Content-Type: multipart/alternative; boundary=b2',
        '',
        '--b2',
        'Content-Type: text/plain; charset=windows-1251',
        'Content-Transfer-Encoding: quoted-printable',
        '',
        '=D1=EB=FB=F8=ED=EE =E2=FB=F1=F2=',
        '=F0=E5=EB=FB',
        '--b2--',
        '--b1--',
      ].join('\r\n'),
    ),
  );
  expect(mail.subject).toBe('Стрельба в городе');
  expect(mail.text).toBe('Слышно выстрелы');
});

test('no bytes make it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => void readMail(bytes)),
    propertyRuns(100),
  );
  fc.assert(
    fc.property(
      fc.string({ maxLength: 300 }),
      (s) => void readMail(utf8(`Content-Type: multipart/x; boundary=${s}\n\n--${s}`)),
    ),
    propertyRuns(100),
  );
});
