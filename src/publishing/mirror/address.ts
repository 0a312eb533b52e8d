/** What an address of a mirror may be: checked when it is written down and again when it is used. */

/** The address as it is used, or null when it is none that may be used: plain http only on this machine and for onion addresses. */
export function endpointOf(text: string): URL | null {
  try {
    const url = new URL(text.trim());
    const plain = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname) || url.hostname.endsWith('.onion');
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && plain)) return null;
    return url.username === '' && url.password === '' && url.search === '' && url.hash === '' ? url : null;
  } catch {
    return null;
  }
}

export const isBucketName = (text: string): boolean => /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text);
export const isPrefix = (text: string): boolean =>
  text === '' || text.split('/').every((part) => /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(part));
