/**
 * A local server that speaks the S3 subset of mirrors (list, get, put, delete of one bucket) and checks every signature
 * version 4 itself, from the published rules. It can answer 500, cut a connection, and be told a key that it does not know.
 */
import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

type Fault = 'error' | 'cut' | 'cut_answer';

export interface S3Server {
  readonly endpoint: string;
  readonly objects: Map<string, Buffer>;
  /** `METHOD key`, in order of arrival. */
  readonly asked: string[];
  /** What to do with the request of this number, counted from now. */
  fail(at: number, how: Fault): void;
  /** From this many requests from now on, every one fails in this way. */
  breakAfter(requests: number, how: Fault): void;
  /** Nothing fails any more. */
  heal(): void;
  close(): Promise<void>;
}

export const KEYS = { accessKey: 'practice-access', secretKey: 'practice-secret-lapis' };
const REGION = 'auto';
const BUCKET = 'practice-bucket';

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The code of the refusal, or null when the signature holds. */
function refusal(req: IncomingMessage, body: Buffer): string | null {
  const found =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      req.headers.authorization ?? '',
    );
  if (!found) return 'AccessDenied';
  const [, access, day = '', region = '', names = '', signature] = found;
  if (access !== KEYS.accessKey) return 'InvalidAccessKeyId';
  const date = String(req.headers['x-amz-date']);
  const declared = String(req.headers['x-amz-content-sha256']);
  if (!date.startsWith(day) || region !== REGION) return 'AuthorizationHeaderMalformed';
  if (declared !== 'UNSIGNED-PAYLOAD' && declared !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  const signed = names.split(';');
  if (!signed.includes('host') || !signed.includes('x-amz-content-sha256')) return 'AccessDenied';
  const url = new URL(req.url ?? '/', 'http://server');
  const query = [...url.searchParams]
    .map(([k, v]) => `${encode(k)}=${encode(v)}`)
    .sort()
    .join('&');
  const path = url.pathname
    .split('/')
    .map((part) => encode(decodeURIComponent(part)))
    .join('/');
  const headers = signed.map((n) => `${n}:${String(req.headers[n] ?? '').trim()}\n`).join('');
  const request = [req.method, path, query, headers, names, declared].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(request)].join('\n');
  const key = hmac(hmac(hmac(hmac(`AWS4${KEYS.secretKey}`, day), region), 's3'), 'aws4_request');
  return hmac(key, toSign).toString('hex') === signature ? null : 'SignatureDoesNotMatch';
}

const xml = (res: ServerResponse, status: number, text: string): void => {
  res.writeHead(status, { 'content-type': 'application/xml' });
  res.end(`<?xml version="1.0" encoding="UTF-8"?>${text}`);
};

export async function s3Server(): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const asked: string[] = [];
  const faults = new Map<number, Fault>();
  let n = 0;
  let broken: { readonly after: number; readonly how: Fault } | null = null;
  const etag = (bytes: Buffer): string => `"${createHash('md5').update(bytes).digest('hex')}"`;

  const list = (res: ServerResponse, query: URLSearchParams): void => {
    const prefix = query.get('prefix') ?? '';
    const most = Math.min(Number(query.get('max-keys') ?? 1000), 100);
    const after = query.get('continuation-token') ?? '';
    const keys = [...objects.keys()].filter((k) => k.startsWith(prefix) && k > after).sort();
    const page = keys.slice(0, most);
    const rows = page.map((k) => {
      const bytes = objects.get(k) ?? Buffer.alloc(0);
      return `<Contents><Key>${k}</Key><Size>${bytes.length}</Size><ETag>${etag(bytes).replaceAll('"', '&quot;')}</ETag></Contents>`;
    });
    const more = keys.length > page.length;
    xml(
      res,
      200,
      `<ListBucketResult><IsTruncated>${more}</IsTruncated>${rows.join('')}${more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''}</ListBucketResult>`,
    );
  };

  const answer = (req: IncomingMessage, res: ServerResponse, body: Buffer): void => {
    const url = new URL(req.url ?? '/', 'http://server');
    const [, bucket, ...parts] = decodeURIComponent(url.pathname).split('/');
    const key = parts.join('/');
    asked.push(`${req.method} ${key}`);
    n++;
    const fault = broken && n > broken.after ? broken.how : faults.get(n);
    faults.delete(n);
    if (fault === 'error') return xml(res, 500, '<Error><Code>InternalError</Code></Error>');
    if (fault === 'cut') return void req.socket.destroy();
    const refused = refusal(req, body);
    if (refused !== null) return xml(res, 403, `<Error><Code>${refused}</Code><Message>no</Message></Error>`);
    if (bucket !== BUCKET) return xml(res, 404, '<Error><Code>NoSuchBucket</Code></Error>');
    if (req.method === 'GET' && key === '') return list(res, url.searchParams);
    const held = objects.get(key);
    if (req.method === 'GET') {
      if (!held) return xml(res, 404, '<Error><Code>NoSuchKey</Code></Error>');
      res.writeHead(200, { etag: etag(held), 'content-length': held.length });
      if (fault === 'cut_answer') {
        res.write(held.subarray(0, held.length >> 1), () => req.socket.destroy());
        return undefined;
      }
      return void res.end(held);
    }
    if (req.method === 'PUT') {
      objects.set(key, body);
      res.writeHead(200, { etag: etag(body) });
      return void res.end();
    }
    if (req.method === 'DELETE') {
      objects.delete(key);
      res.writeHead(204);
      return void res.end();
    }
    return xml(res, 405, '<Error><Code>MethodNotAllowed</Code></Error>');
  };

  const http: Server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => answer(req, res, Buffer.concat(chunks)));
    req.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  const address = http.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const server: S3Server = {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    asked,
    fail: (at, how) => void faults.set(n + at, how),
    breakAfter: (requests, how) => {
      broken = { after: n + requests, how };
    },
    heal: () => {
      broken = null;
      faults.clear();
    },
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
  return server;
}

export const PLACE = { region: REGION, bucket: BUCKET };
