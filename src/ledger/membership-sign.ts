/** Signs writer certificates. Verification never imports this file. */
import type { Primitives } from './model.ts';
import { writerBytes } from './seat.ts';

export const makeWriterCertificate = (
  p: Primitives,
  seatSeed: Uint8Array,
  space: Uint8Array,
  writer: Uint8Array,
): Uint8Array => p.sign(seatSeed, writerBytes(space, writer));
