/** PADMÉ lengths (Nikitin et al., PETS 2019): the one padding rule of sealed payloads and of stored objects. */

/** Length to pad to, in bytes: at most 12 % more, so that a length tells only its leading bits. */
export function padme(length: number): number {
  if (length < 2) return length;
  const exponent = exponentOf(length);
  const unit = 2 ** Math.max(0, exponent - exponentOf(exponent) - 1);
  return Math.ceil(length / unit) * unit;
}

/** floor(log2 n) of a whole number >= 1. Counted, because Math.log2 rounds up just below a power of two. */
function exponentOf(n: number): number {
  let e = 0;
  for (let rest = n; rest >= 2; rest = Math.floor(rest / 2)) e++;
  return e;
}
