/** Makes a node: vault, ledger, organisation key and card, the organisation's own space, an empty case space, a first manager. */
import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { toHex } from '../base/bytes.ts';
import type { Clock } from '../base/clock.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { makeCard } from '../ledger/card.ts';
import { toPaper } from './coalition/paper.ts';
import { AGE_LABEL, ageKeys } from './coalition/identity.ts';
import { moveDurably } from '../store/files.ts';
import { cardKeys, logSeeds } from './log/keys.ts';
import { openFolder } from '../store/folder.ts';
import { nodePrimitives } from '../store/node-primitives.ts';
import { createVault, vaultExists } from '../store/vault-file.ts';
import type { Credentials, OpenVault } from './keys.ts';
import { newSpace } from './new-space.ts';
import { openParts } from './parts.ts';

export interface InitOptions {
  readonly dir: string;
  readonly credentials: Credentials | { readonly type: 'newKeyFile'; readonly folder: string };
  readonly name: string;
  readonly manager: string;
  readonly clock: Clock;
}

export interface InitReport {
  readonly dir: string;
  readonly vault: string;
  readonly organisation: string;
  /** Path of the key file made, null when a passphrase or an existing file opens the vault. */
  readonly key_file: string | null;
  readonly spaces: readonly string[];
  /** The next organisation key, for paper (docs/guide/coalition.md): shown once here, and by `kua key paper`. */
  readonly recovery: string;
}

const title = (en: string, ru: string, kk: string) => ({ en, ru, kk });

type Made = InitReport & { readonly open: OpenVault };

/**
 * Makes the node beside its folder and puts it there whole: killed midway it leaves nothing that looks like a node.
 * Fails with E_NODE_EXISTS when the folder holds a node, E_FOLDER when it holds anything else; nothing is changed.
 */
export async function initNode(o: InitOptions): Promise<Result<Made, Failure>> {
  if (vaultExists(o.dir)) return fail('E_NODE_EXISTS', { dir: o.dir });
  const [foreign] = existsSync(o.dir) ? readdirSync(o.dir) : [];
  if (foreign !== undefined) return fail('E_FOLDER', { dir: o.dir, reason: 'foreign', name: foreign });
  const making = `${o.dir}.making`;
  rmSync(making, { recursive: true, force: true });
  const made = await makeNode({ ...o, dir: making });
  if (!made.ok) {
    rmSync(making, { recursive: true, force: true });
    return made;
  }
  if (existsSync(o.dir)) rmdirSync(o.dir);
  moveDurably(making, o.dir);
  return ok({ ...made.value, dir: o.dir });
}

async function makeNode(o: InitOptions): Promise<Result<Made, Failure>> {
  const folder = openFolder(o.dir);
  if (!folder.ok) return folder;
  const vault = await createVault(o.dir, o.credentials);
  if (!vault.ok) return vault;
  const open: OpenVault = { vaultId: vault.value.vaultId, vaultKey: vault.value.vaultKey };
  const opened = await openParts(o.dir, open, { clock: o.clock }, { fresh: true });
  if (!opened.ok) return opened;
  const parts = opened.value;
  try {
    const { id: organisation, recovery } = await makeOrganisation(parts, o);
    await newSpace(
      parts,
      {
        slug: 'own',
        title: title('Our own notes', 'Наши записи', 'Өз жазбаларымыз'),
        role: 'own',
        asOf: null,
        banner: null,
      },
      false,
    );
    await newSpace(
      parts,
      { slug: 'case', title: title('First case', 'Первое дело', 'Бірінші іс'), role: 'case', asOf: null, banner: null },
      false,
    );
    await parts.projection.catchUp();
    return ok({
      open,
      dir: o.dir,
      vault: toHex(open.vaultId),
      organisation,
      key_file: vault.value.keyFile,
      spaces: parts.spaces.all().map((s) => s.info.slug),
      recovery,
    });
  } finally {
    await parts.close();
  }
}

/** Organisation key, next key (whose hash the card names), device key, age identity, card 0, first manager. */
async function makeOrganisation(
  parts: Parameters<typeof newSpace>[0],
  o: InitOptions,
): Promise<{ readonly id: string; readonly recovery: string }> {
  const p = nodePrimitives();
  const [org, next, device] = [p.random(32), p.random(32), p.random(32)] as const;
  const { recipient } = await parts.ledger.transact(ageKeys);
  const seeds = await parts.ledger.transact((tx) => logSeeds(p, tx));
  const card = makeCard(p, org, {
    n: 0,
    prev: null,
    names: [['und', o.name]],
    org: p.publicKey(org),
    next: p.sha256(p.publicKey(next)),
    device: p.publicKey(device),
    keys: { [AGE_LABEL]: recipient, ...cardKeys(p, seeds) },
  });
  const id = p.random(16);
  await parts.ledger.transact(async (tx) => {
    await tx.putSecret({ type: 'org', space: null, id: p.publicKey(org), secret: org });
    await tx.putSecret({ type: 'org-next', space: null, id: p.publicKey(next), secret: next });
    await tx.putSecret({ type: 'device', space: null, id: p.publicKey(device), secret: device });
    await tx.putLocal('org', 'self', {
      name: o.name,
      id: toHex(card.orgId),
      card: toHex(card.bytes),
      cards: [toHex(card.bytes)],
    });
    await tx.putLocal('user', toHex(id), {
      id: toHex(id),
      name: o.manager,
      role: 'manager',
      locked: false,
      created: new Date(o.clock()).toISOString(),
      settings: {},
    });
  });
  return { id: toHex(card.orgId), recovery: toPaper(p, next) };
}
