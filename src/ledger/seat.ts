/** Byte strings that seats, writers and grants are signed or sealed over. */
import { concatBytes, utf8 } from '../base/bytes.ts';

/** What the party signs: "this seat is ours". */
export const seatBytes = (space: Uint8Array, key: Uint8Array, kem: Uint8Array): Uint8Array =>
  concatBytes(utf8('kua/seat/1'), space, key, kem);
/** What the seat signs: "this writer writes for me". */
export const writerBytes = (space: Uint8Array, writer: Uint8Array): Uint8Array =>
  concatBytes(utf8('kua/writer/1'), space, writer);
/** HPKE info of a wrapped epoch secret. */
export const grantInfo = (space: Uint8Array, seat: Uint8Array, epoch: Uint8Array): Uint8Array =>
  concatBytes(utf8('kua/grant/1'), space, seat, epoch);
