/**
 * The practice statement of the example: three practice organisations really co-sign it. This node signs with its own key;
 * the two others have keys made at load, kept as secrets, and answer through the same request and answer files as anybody.
 * Every step looks whether it was done: loaded twice, or again after a kill, nothing is doubled.
 */
import { fromHex, toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import { uuid4 } from '../../base/ids.ts';
import { encodeCards } from '../../ledger/card-chain.ts';
import { makeCard } from '../../ledger/card.ts';
import { termOf, textOf, textsOf } from '../../records/field-values.ts';
import { recordId } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import type { Context } from '../context.ts';
import { startReading } from '../reading.ts';
import type { Space } from '../spaces.ts';
import { freeze } from '../writes/statements.ts';
import { addSignature } from './answers.ts';
import { addresseesIn, organisationsOf, writeDraft } from './draft.ts';
import { startAction, subjectOf } from './found.ts';
import { answerWith, signRequest } from './requests.ts';
import { sign, type SignedAs, type Signer } from './sign.ts';
import { selfOf, signatories } from './signatures.ts';

/** examples/january-2022/practice-statement.json */
export interface PracticeStatement {
  readonly code: string;
  readonly date: string;
  readonly title: string;
  readonly original: string;
  readonly versions: { readonly [lang: string]: string };
  readonly addressee: string;
  readonly demands: readonly { readonly key: string; readonly clauses: { readonly [lang: string]: string } }[];
  /** `organisation`: code of the practice organisation that the key belongs to. */
  readonly own: SignedAs & { readonly organisation?: string };
  readonly others: readonly (SignedAs & { readonly key: string; readonly organisation?: string })[];
}

const LOCAL = 'practice-org';

/** The practice organisation's key, made at random the first time it is asked for. */
async function practiceSigner(c: Context, key: string, name: string): Promise<Signer> {
  const { ledger, primitives: p } = c.parts;
  const kept = (await ledger.local(LOCAL, key)) as { id: string; card: string; key: string } | null;
  if (kept) {
    const secret = (await ledger.secrets('practice-org', null)).find((s) => toHex(s.id) === kept.key);
    const [orgId, card] = [fromHex(kept.id), fromHex(kept.card)];
    if (!secret || !orgId || !card) return refuse('E_CARD');
    return { seed: secret.secret, orgId, card: 0, cards: encodeCards([card]) };
  }
  const [seed, next, device] = [p.random(32), p.random(32), p.random(32)] as const;
  const made = makeCard(p, seed, {
    n: 0,
    prev: null,
    names: [['en', name]],
    org: p.publicKey(seed),
    next: p.sha256(p.publicKey(next)),
    device: p.publicKey(device),
    keys: {},
  });
  const id = p.publicKey(seed);
  await ledger.transact(async (tx) => {
    await tx.putSecret({ type: 'practice-org', space: null, id, secret: seed });
    await tx.putLocal(LOCAL, key, { id: toHex(made.orgId), card: toHex(made.bytes), key: toHex(id) });
  });
  return { seed, orgId: made.orgId, card: 0, cards: encodeCards([made.bytes]) };
}

/** Says once which key is whose, so that the signature stands under the practice organisation of the list. */
async function keyOf(c: Context, space: Space, code: string | undefined, orgId: Uint8Array): Promise<void> {
  const organisations = await (await startReading(c.parts)).views('Organisation', space);
  const organisation = organisations.find((o) => code !== undefined && textsOf(o, 'code').includes(code));
  if (!organisation || textOf(organisation, 'key_id') !== null) return;
  const action = startAction(c);
  action.say('Organisation', subjectOf(organisation.id), 'key_id', toHex(orgId));
  await action.write(space, undefined);
}

async function drafted(c: Context, space: Space, text: PracticeStatement): Promise<string> {
  const reading = await startReading(c.parts);
  const subject = uuid4(c.parts.random(16));
  const id = recordId('Statement', subject);
  const view: RecordView = { id, kind: 'Statement', fields: {} };
  const action = startAction(c);
  const say = (field: string, value: string): void => action.say('Statement', subject, field, value);
  say('code', text.code);
  say('kind', 'joint statement');
  say('state', 'draft');
  say('tags', 'invented');
  for (const signer of [text.own, ...text.others]) say('issuer', signer.signed_as);
  const draft = {
    title: text.title,
    date: text.date,
    addressees: [text.addressee],
    versions: Object.entries(text.versions).map(([lang, words]) => ({
      lang,
      text: words,
      standing: lang === text.original ? ('original' as const) : ('agreed' as const),
    })),
    demands: text.demands.map((d) => ({
      key: d.key,
      clauses: Object.entries(d.clauses).map(([lang, words]) => ({ lang, text: words })),
      addressees: [text.addressee],
    })),
  };
  const addressee = addresseesIn(c, action, await organisationsOf(reading, space), reading);
  writeDraft(c, action, { id, subject, view, demands: [] }, draft, { ours: new Set(), annexes: [], addressee });
  await action.write(space, undefined);
  return id;
}

/** Brings the practice statement to three signatures by key, from wherever an earlier load left it. */
export async function practiceStatement(c: Context, space: Space, text: PracticeStatement): Promise<void> {
  const found = (await (await startReading(c.parts)).views('Statement', space)).find((v) =>
    textsOf(v, 'code').includes(text.code),
  );
  const scope = { space: space.info.slug, id: found?.id ?? (await drafted(c, space, text)) };
  const state = found ? (termOf(found, 'state') ?? 'draft') : 'draft';
  // What people did with it since stands: a published or withdrawn one is left alone.
  if (state === 'draft') await freeze(c, scope);
  else if (state !== 'frozen') return;
  const done = await signedNames(c, space, scope.id);
  const { organisation: ownCode, ...own } = text.own;
  if (!done.has(own.signed_as)) {
    const self = (await selfOf(c.parts)) ?? refuse('E_CARD');
    await keyOf(c, space, ownCode, self.orgId);
    await sign(c, { ...scope, ...own });
  }
  for (const { key, organisation, ...as } of text.others) {
    if (done.has(as.signed_as)) continue;
    const signer = await practiceSigner(c, key, as.signed_as);
    await keyOf(c, space, organisation, signer.orgId);
    const request = await signRequest(c, scope);
    await addSignature(c, { ...scope, file: answerWith(c, signer, request.file, as).answer.file });
  }
}

/** Who signed it with a key, withdrawn since or not: a withdrawal is not undone by loading again. */
async function signedNames(c: Context, space: Space, id: string): Promise<ReadonlySet<string>> {
  const reading = await startReading(c.parts);
  const under = (await reading.views('CoSignature', space)).filter((v) => textsOf(v, 'statement').includes(id));
  return new Set((await signatories(c.parts, reading, under, null, false)).map((s) => s.name));
}
