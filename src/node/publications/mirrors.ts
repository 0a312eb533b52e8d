/** Mirrors of editions: places written down by a manager, filled only on a person's word. A secret key goes in and never comes out. */
import { isAbsolute } from 'node:path';
import { KuaFailure, refuse } from '../../base/failures.ts';
import type { Json } from '../../base/result.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { MirrorJson } from '../../contract/areas/publications.ts';
import { endpointOf, isBucketName, isPrefix } from '../../publishing/mirror/address.ts';
import { MirrorFault, type MirrorTarget } from '../../publishing/mirror/target.ts';
import { actor, type Context } from '../context.ts';
import type { Parts } from '../parts.ts';
import type { Space } from '../spaces.ts';
import { knownEdition } from './corrections.ts';
import { builtEditions, folderOf, workOf } from './store.ts';
import { noted, startWork, workJson } from './work.ts';

interface Mirror {
  readonly id: string;
  readonly name: string;
  readonly kind: 'folder' | 's3';
  readonly folder: string;
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly accessKey: string;
  readonly pushed: MirrorJson['pushed'];
  /** What lies there was put there by us; files of editions before that are still to be taken away. */
  readonly ours: boolean;
  readonly pending: readonly string[];
}

const keyOf = (space: Space, id: string): string => `${space.hex}/${id}`;
const json = (value: object): Json => value as unknown as Json;

async function mirrorOf(parts: Parts, space: Space, id: string): Promise<Mirror | null> {
  return (await parts.ledger.local('mirror', keyOf(space, id))) as unknown as Mirror | null;
}
async function secretOf(parts: Parts, space: Space, id: string): Promise<string> {
  const row = (await parts.ledger.local('mirror-secret', keyOf(space, id))) as { secret?: string } | null;
  return row?.secret ?? '';
}

async function mirrorJson(parts: Parts, space: Space, m: Mirror, lang: string | undefined): Promise<MirrorJson> {
  const s3 = m.kind === 's3';
  return {
    id: m.id,
    name: m.name,
    kind: m.kind,
    folder: s3 ? null : m.folder,
    endpoint: s3 ? m.endpoint : null,
    region: s3 ? m.region : null,
    bucket: s3 ? m.bucket : null,
    prefix: s3 ? m.prefix : null,
    access_key: s3 ? m.accessKey : null,
    has_secret: s3 && (await secretOf(parts, space, m.id)) !== '',
    pushed: m.pushed,
    work: workJson(await workOf(parts, 'mirror-work', keyOf(space, m.id)), parts.clock(), lang),
  };
}

export async function mirrorsList(c: Context, input: ApiIn<'mirrors.list'>): Promise<ApiOut<'mirrors.list'>> {
  const { parts } = c;
  const space = parts.spaces.find(input.space);
  const rows = (await parts.ledger.locals('mirror'))
    .filter((row) => row.key.startsWith(`${space.hex}/`))
    .map((row) => row.value as unknown as Mirror)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const mirrors: MirrorJson[] = [];
  for (const m of rows) mirrors.push(await mirrorJson(parts, space, m, input.lang));
  return { mirrors };
}

function checked(input: ApiIn<'mirrors.put'>): void {
  if (!/^[a-z0-9-]{1,40}$/.test(input.id))
    refuse('E_INPUT', { path: 'id', reason: 'small letters, digits and hyphens' });
  if (input.name.trim() === '') refuse('E_REQUIRED', { field: 'name', state: 'mirror' });
  if (input.kind === 'folder') {
    if (!isAbsolute(input.folder?.trim() ?? '')) refuse('E_FOLDER_ABSENT', { folder: input.folder ?? '' });
    return;
  }
  if (!endpointOf(input.endpoint ?? '')) refuse('E_MIRROR_ADDRESS', { endpoint: (input.endpoint ?? '').slice(0, 200) });
  if (!isBucketName(input.bucket ?? '')) refuse('E_MIRROR_BUCKET_NAME', { bucket: (input.bucket ?? '').slice(0, 100) });
  if (!isPrefix(input.prefix ?? '')) refuse('E_MIRROR_PREFIX', { prefix: (input.prefix ?? '').slice(0, 100) });
  if ((input.access_key ?? '') === '') refuse('E_REQUIRED', { field: 'access_key', state: 'mirror' });
}

export async function putMirror(c: Context, input: ApiIn<'mirrors.put'>): Promise<ApiOut<'mirrors.put'>> {
  const { parts } = c;
  const space = parts.spaces.find(input.space);
  await actor(c, input.person);
  checked(input);
  const before = await mirrorOf(parts, space, input.id);
  const secret = input.secret_key ?? '';
  if (input.kind === 's3' && secret === '' && (await secretOf(parts, space, input.id)) === '')
    refuse('E_REQUIRED', { field: 'secret_key', state: 'mirror' });
  const place = {
    kind: input.kind,
    folder: input.kind === 'folder' ? (input.folder?.trim() ?? '') : '',
    endpoint: input.endpoint?.trim() ?? '',
    region: input.region?.trim() ?? '',
    bucket: input.bucket ?? '',
    prefix: input.prefix ?? '',
  };
  // What is remembered of a mirror is of the place; another place is another mirror.
  const same = before !== null && Object.entries(place).every(([k, v]) => before[k as keyof typeof place] === v);
  const mirror: Mirror = {
    ...place,
    id: input.id,
    name: input.name.normalize('NFC').trim(),
    accessKey: input.access_key ?? '',
    pushed: same ? before.pushed : null,
    ours: same && before.ours,
    pending: same ? before.pending : [],
  };
  await parts.ledger.transact(async (tx) => {
    await tx.putLocal('mirror', keyOf(space, mirror.id), json(mirror));
    if (secret !== '') await tx.putLocal('mirror-secret', keyOf(space, mirror.id), { secret });
    if (mirror.kind === 'folder') await tx.deleteLocal('mirror-secret', keyOf(space, mirror.id));
  });
  return mirrorJson(parts, space, mirror, input.lang);
}

/** Forgets the place and its key; what lies there stays. */
export async function deleteMirror(c: Context, input: ApiIn<'mirrors.delete'>): Promise<ApiOut<'mirrors.delete'>> {
  const { parts } = c;
  const space = parts.spaces.find(input.space);
  await actor(c, input.person);
  const known = (await mirrorOf(parts, space, input.id)) !== null;
  await parts.ledger.transact(async (tx) => {
    for (const kind of ['mirror', 'mirror-secret', 'mirror-work']) await tx.deleteLocal(kind, keyOf(space, input.id));
  });
  return { deleted: known };
}

async function targetOf(parts: Parts, space: Space, m: Mirror): Promise<MirrorTarget> {
  if (m.kind === 'folder') {
    const { folderTarget } = await import('../../publishing/mirror/folder-target.ts');
    return folderTarget(m.folder);
  }
  const { s3Target } = await import('../../publishing/mirror/s3-target.ts');
  const { endpoint, region, bucket, prefix, accessKey } = m;
  return s3Target({ endpoint, region, bucket, prefix, accessKey, secretKey: await secretOf(parts, space, m.id) });
}

export async function pushMirror(c: Context, input: ApiIn<'mirrors.push'>): Promise<ApiOut<'mirrors.push'>> {
  const { pushEdition } = await import('../../publishing/mirror/push.ts');
  const { parts } = c;
  const space = parts.spaces.find(input.space);
  const { user } = await actor(c, input.person);
  const mirror = (await mirrorOf(parts, space, input.id)) ?? refuse('E_MIRROR_UNKNOWN', { id: input.id.slice(0, 60) });
  const last = (await builtEditions(parts, space)).at(-1)?.number;
  const number = input.edition ?? last ?? refuse('E_EDITION_NONE', { space: space.info.slug });
  const edition = await knownEdition(c, space, number);
  const dir = folderOf(parts, edition) ?? refuse('E_EDITION_GONE', { number });
  const key = keyOf(space, mirror.id);
  const remember = async (more: Partial<Mirror>): Promise<void> => {
    const now = (await mirrorOf(parts, space, mirror.id)) ?? mirror;
    await parts.ledger.transact((tx) => tx.putLocal('mirror', key, json({ ...now, ...more })));
  };
  const work = await startWork(parts, 'mirror-work', key, { byName: user.name, edition: edition.number }, 'compare');
  return noted(work, async () => {
    const target = await targetOf(parts, space, mirror).catch((cause: unknown) => {
      if (cause instanceof MirrorFault) throw new KuaFailure(cause.failure);
      throw cause;
    });
    const done = await pushEdition(dir, target, {
      memory: { ours: mirror.ours, pending: mirror.pending },
      remember,
      onProgress: (n, total, step) => {
        c.onProgress(n, total, step);
        return work.progress(n, total, step);
      },
    });
    if (!done.ok) return refuse(done.error.code, done.error.params);
    const { sha256, sent, same, removed, bytes, files, verified } = done.value;
    const at = new Date(parts.clock()).toISOString();
    await remember({ pushed: { edition: edition.number, sha256, at, files } });
    return { edition: edition.number, sha256, sent, same, removed, bytes, verified };
  });
}
