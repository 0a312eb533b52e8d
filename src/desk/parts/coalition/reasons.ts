/** Why something was not taken or an exchange ended early, in a few plain sentences; the code stands under Details. */
import type { DeskId } from '../../i18n/language.tsx';

const REASONS: { readonly [code: string]: DeskId } = {
  ...of('exch.why.forged', 'E_SIG', 'E_COSE', 'E_KEY', 'E_CHAIN', 'E_AUTH', 'E_AEAD', 'E_COMMIT', 'E_CARD'),
  ...of('exch.why.form', 'E_CBOR', 'E_HEADER', 'E_BODY', 'E_CLAIMS', 'E_PAYLOAD', 'E_SIZE', 'E_FRAME', 'E_FRAME_SIZE'),
  ...of(
    'exch.why.changed',
    'E_TORN',
    'E_BUNDLE_CHANGED',
    'E_BUNDLE_GZIP',
    'E_BUNDLE_BOMB',
    'E_BLOB_HASH',
    'E_BLOB_AUTH',
  ),
  ...of('exch.why.room', 'E_QUOTA', 'E_DISK_FULL', 'E_BLOB_TOO_LARGE'),
  ...of('exch.why.link', 'E_SYNC_LINK', 'E_SYNC_PEER', 'E_RATE', 'E_UPLOAD_OFFSET'),
  ...of('exch.why.denied', 'E_DENIED', 'E_SEAT', 'E_SEAT_ENDED'),
  ...of('exch.why.plain', 'E_SYNC_PLAIN'),
  ...of('exch.why.onion', 'E_SYNC_ONION', 'E_PROXY'),
  ...of('exch.why.base', 'E_SYNC_BASE'),
  ...of('exch.why.busy', 'E_SYNC_BUSY'),
  ...of('exch.why.clock', 'E_CLOCK'),
  ...of('exch.why.space', 'P_SPACE', 'E_SPACE'),
};

function of(reason: DeskId, ...codes: readonly string[]): { readonly [code: string]: DeskId } {
  return Object.fromEntries(codes.map((code) => [code, reason]));
}

export const reasonOf = (code: string): DeskId => REASONS[code] ?? 'exch.why.other';

/** Several codes with one reason are told once. */
export function grouped(
  reasons: readonly { readonly code: string; readonly n: number }[],
): readonly { readonly reason: DeskId; readonly n: number; readonly codes: readonly string[] }[] {
  const found = new Map<DeskId, { n: number; codes: string[] }>();
  for (const { code, n } of reasons) {
    const one = found.get(reasonOf(code)) ?? { n: 0, codes: [] };
    found.set(reasonOf(code), { n: one.n + n, codes: [...one.codes, code] });
  }
  return [...found].map(([reason, one]) => ({ reason, ...one }));
}
