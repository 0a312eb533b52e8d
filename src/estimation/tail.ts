/** Upper tails of counts: Poisson and negative binomial, exact by summation, in logarithms so that nothing underflows. */

const G = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

/** Natural logarithm of the gamma function for x > 0 (Lanczos, g = 7). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  const sum = G.reduce((a, g, i) => a + g / (z + i + 1), 0.9999999999998099);
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Terms smaller than this share of the sum are left out. */
const EPSILON = 1e-14;

/**
 * P(X >= x) for a count with this mean and variance = dispersion * mean: Poisson when dispersion is 1, else negative binomial
 * with size mean / (dispersion - 1).
 */
export function upperTail(x: number, mean: number, dispersion: number): number {
  if (x <= 0) return 1;
  if (mean <= 0) return 0;
  const size = dispersion > 1 + 1e-9 ? mean / (dispersion - 1) : null;
  const logTerm = (k: number): number =>
    size === null
      ? k * Math.log(mean) - mean - logGamma(k + 1)
      : logGamma(k + size) -
        logGamma(size) -
        logGamma(k + 1) +
        size * Math.log(size / (size + mean)) +
        k * Math.log(mean / (size + mean));
  const log = logTerm(x);
  let term = Math.exp(log);
  let sum = term;
  for (let k = x; k < x + 1_000_000; k++) {
    term *= size === null ? mean / (k + 1) : ((k + size) / (k + 1)) * (mean / (size + mean));
    sum += term;
    if (k > mean && term < sum * EPSILON) break;
    // A first term below what a double holds: the tail begins where it can be held.
    if (term === 0 && k < mean) term = Math.exp(logTerm(k + 1));
  }
  return Math.min(1, sum);
}
