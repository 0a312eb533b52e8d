/** Subject id of an Evidence record: the same bytes in one space meet on one record, and nobody outside can guess the id. */
import { concatBytes, utf8 } from '../base/bytes.ts';
import { uuid8 } from '../base/ids.ts';
import type { Primitives } from '../ledger/model.ts';

const LABEL = utf8('kua-evidence-1');

/** UUIDv8 from HMAC-SHA-256(space salt, "kua-evidence-1" || sha256). `salt` stands in the note of the space's genesis. */
export const evidenceId = (p: Pick<Primitives, 'hmacSha256'>, salt: Uint8Array, sha256: Uint8Array): Uint8Array =>
  uuid8(p.hmacSha256(salt, concatBytes(LABEL, sha256)));
