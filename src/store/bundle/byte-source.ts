/** Bytes that are asked for piece by piece, and the fault that ends an unpacking before its end. */
import type { BundleCode } from './model.ts';

export type ByteSource = AsyncIterator<Uint8Array>;

/** The next bytes, null at the end. */
export async function nextBytes(source: ByteSource): Promise<Uint8Array | null> {
  const step = await source.next();
  return step.done === true ? null : step.value;
}

/** Ends the bytes of an unpacking; the reader of the bundle makes a `bad` item of it. It never leaves this folder. */
export class BundleFault extends Error {
  readonly code: BundleCode;
  readonly params: { readonly [name: string]: string | number };
  constructor(code: BundleCode, params: { readonly [name: string]: string | number } = {}, cause?: unknown) {
    super(code, { cause });
    this.name = 'BundleFault';
    this.code = code;
    this.params = params;
  }
}
