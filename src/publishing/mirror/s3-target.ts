/**
 * A mirror in a bucket that speaks the S3 subset (list, get, put, delete; signature version 4). Only the address that a
 * manager wrote down is asked, redirects are refused, and a key is never in a failure or a log.
 */
import { createHash } from 'node:crypto';
import { S3mini } from 's3mini';
import { mediaType } from '../../base/media-type.ts';
import { endpointOf, isBucketName, isPrefix } from './address.ts';
import { type LocalFile, MirrorFault, type MirrorTarget } from './target.ts';

export interface S3Place {
  /** `https://host[:port][/path]`; plain http only on this machine and for onion addresses. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** Folder in the bucket, without slashes at its ends; empty: the whole bucket, with no place for signatures. */
  readonly prefix: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

const TRIES = 3;
const WAIT_MS = 300;
const REQUEST_MS = 120_000;
const MAX_KEYS = 5_000_000;

/** Throws MirrorFault E_MIRROR_ADDRESS when the place is none. */
export function s3Target(place: S3Place, fetcher: typeof fetch = fetch): MirrorTarget {
  const endpoint = endpointOf(place.endpoint);
  if (!endpoint || !isBucketName(place.bucket) || !isPrefix(place.prefix))
    throw new MirrorFault({ code: 'E_MIRROR_ADDRESS', params: { endpoint: place.endpoint.slice(0, 200) } });
  const { host } = endpoint;
  const s3 = new S3mini({
    accessKeyId: place.accessKey,
    secretAccessKey: place.secretKey,
    endpoint: `${endpoint.origin}${endpoint.pathname.replace(/\/+$/, '')}/${place.bucket}`,
    region: place.region === '' ? 'auto' : place.region,
    fetch: (input, init) => asked(fetcher, host, input, init),
  });
  const under = place.prefix === '' ? '' : `${place.prefix}/`;
  /** What the listing said of each file: MD5 in hex where the service gives it. */
  let tags = new Map<string, string>();
  return {
    async list() {
      const found = await s3.listObjectsPaged('/', under, MAX_KEYS);
      if (!found?.objects) throw new MirrorFault({ code: 'E_MIRROR_BUCKET', params: { bucket: place.bucket, host } });
      tags = new Map(
        found.objects
          .filter((o) => o.Key.startsWith(under) && o.Key !== under)
          .map((o) => [o.Key.slice(under.length), s3.sanitizeETag(o.ETag).toLowerCase()]),
      );
      return new Set(tags.keys());
    },
    async read(path) {
      const got = await s3.getObjectArrayBuffer(under + path);
      return got === null ? null : new Uint8Array(got);
    },
    same: (file) => Promise.resolve(tags.get(file.path) === createHash('md5').update(file.bytes).digest('hex')),
    async write(file: LocalFile) {
      await s3.putObject(under + file.path, Buffer.from(file.bytes), mediaType(file.path));
    },
    async remove(path) {
      await s3.deleteObject(under + path);
    },
    async writeBeside(suffix, bytes) {
      if (place.prefix === '') return false;
      await s3.putObject(place.prefix + suffix, Buffer.from(bytes), 'application/octet-stream');
      return true;
    },
  };
}

/** One request, tried again when the service is at fault or the line was cut; its refusals as failures for people. */
async function asked(
  fetcher: typeof fetch,
  host: string,
  input: Parameters<typeof fetch>[0],
  init: Parameters<typeof fetch>[1],
): Promise<Response> {
  for (let n = 1; ; n++) {
    const last = n === TRIES;
    let answer: Response | null = null;
    try {
      answer = await fetcher(input, { ...init, redirect: 'error', signal: AbortSignal.timeout(REQUEST_MS) });
      // Read whole here: a line cut in the middle of an answer is tried again like one cut before it.
      if (answer.status < 500) return await refused(host, await whole(answer));
    } catch (cause) {
      if (cause instanceof MirrorFault) throw cause;
      if (last) throw new MirrorFault({ code: 'E_MIRROR_NETWORK', params: { host, reason: reasonOf(cause) } }, cause);
    }
    if (answer && answer.status >= 500) {
      await answer.arrayBuffer().catch(() => undefined);
      if (last) throw new MirrorFault({ code: 'E_MIRROR_ANSWER', params: { host, status: answer.status } });
    }
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS * 2 ** (n - 1)));
  }
}

const whole = async (answer: Response): Promise<Response> =>
  new Response(answer.status === 204 || answer.status === 304 ? null : await answer.arrayBuffer(), {
    status: answer.status,
    headers: answer.headers,
  });

/** 404 is an answer to some questions; every other refusal ends the push. */
async function refused(host: string, answer: Response): Promise<Response> {
  if (answer.ok || answer.status === 404) return answer;
  if (answer.status === 401 || answer.status === 403)
    throw new MirrorFault({ code: 'E_MIRROR_KEY', params: { host, reason: codeIn(await answer.text()) } });
  throw new MirrorFault({ code: 'E_MIRROR_ANSWER', params: { host, status: answer.status } });
}

/** The service's own word for it, such as SignatureDoesNotMatch; nothing else of its answer. */
const codeIn = (xml: string): string => /<Code>([A-Za-z]{1,60})<\/Code>/.exec(xml)?.[1] ?? 'refused';

function reasonOf(cause: unknown): string {
  for (let at = cause; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string') return at.code;
  return cause instanceof Error ? cause.name : 'unknown';
}
