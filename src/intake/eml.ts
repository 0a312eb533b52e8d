/**
 * A mail file (RFC 5322, MIME) as a signal needs it: subject, who sent it, the first plain text. Attachments are not taken
 * apart: the whole file is kept as evidence. A file that is no mail gives empty texts; nothing is ever thrown.
 */

export interface Mail {
  readonly subject: string;
  readonly from: string;
  readonly text: string;
}

const latin1 = (bytes: Uint8Array): string => {
  let out = '';
  for (const byte of bytes) out += String.fromCharCode(byte);
  return out;
};
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0) & 0xff);

function decoded(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset.trim().toLowerCase() || 'utf-8').decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

const fromBase64 = (text: string): Uint8Array => {
  try {
    return bytesOf(atob(text.replace(/[^A-Za-z0-9+/=]/g, '')));
  } catch {
    return new Uint8Array(0);
  }
};
const fromQuoted = (text: string): Uint8Array =>
  bytesOf(
    text.replace(/=\r?\n/g, '').replace(/=([0-9A-Fa-f]{2})/g, (_, h: string) => String.fromCharCode(parseInt(h, 16))),
  );

/** Words of a header line: `=?utf-8?B?…?=` and `=?utf-8?Q?…?=` (RFC 2047). */
function headerText(raw: string): string {
  const joined = raw.replace(/\?=\s+=\?/g, '?==?');
  const out = joined.replace(/=\?([^?]+)\?([BbQq])\?([^?]*)\?=/g, (_, charset: string, way: string, text: string) =>
    decoded(way.toLowerCase() === 'b' ? fromBase64(text) : fromQuoted(text.replaceAll('_', ' ')), charset),
  );
  // Bytes above 127 outside such words are UTF-8 (RFC 6532).
  return (out === joined ? decoded(bytesOf(out), 'utf-8') : out).trim();
}

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

function partOf(raw: string): Part {
  const end = /\r?\n\r?\n/.exec(raw);
  const head = end ? raw.slice(0, end.index) : raw;
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).trim().toLowerCase();
    if (at > 0 && !headers.has(name)) headers.set(name, line.slice(at + 1).trim());
  }
  return { headers, body: end ? raw.slice(end.index + end[0].length) : '' };
}

const parameter = (header: string, name: string): string =>
  new RegExp(`;\\s*${name}="?([^";]+)"?`, 'i').exec(header)?.[1] ?? '';

/** How deep parts of parts are followed. */
const MAX_DEPTH = 5;

function plainText(part: Part, depth: number): string | null {
  const type = part.headers.get('content-type') ?? 'text/plain';
  if (/^multipart\//i.test(type)) {
    const boundary = parameter(type, 'boundary');
    if (boundary === '' || depth >= MAX_DEPTH) return null;
    for (const piece of part.body.split(`--${boundary}`).slice(1)) {
      const text = piece.startsWith('--') ? null : plainText(partOf(piece.replace(/^\r?\n/, '')), depth + 1);
      if (text !== null) return text;
    }
    return null;
  }
  const attached = /^attachment/i.test(part.headers.get('content-disposition') ?? '');
  if (!/^text\/plain/i.test(type) || attached) return null;
  const way = (part.headers.get('content-transfer-encoding') ?? '').toLowerCase();
  const bytes =
    way === 'base64' ? fromBase64(part.body) : way === 'quoted-printable' ? fromQuoted(part.body) : bytesOf(part.body);
  return decoded(bytes, parameter(type, 'charset')).replace(/\r\n/g, '\n').trim();
}

export function readMail(bytes: Uint8Array): Mail {
  const part = partOf(latin1(bytes));
  return {
    subject: headerText(part.headers.get('subject') ?? ''),
    from: headerText(part.headers.get('from') ?? ''),
    text: plainText(part, 0) ?? '',
  };
}
