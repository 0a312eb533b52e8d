/**
 * How a request to a peer leaves this computer: directly, or through the proxy that HTTP_PROXY, HTTPS_PROXY or ALL_PROXY names
 * (`http://…` by CONNECT, `socks5h://…`). An onion name is never looked up here: only a proxy that takes names may have it.
 */
import type { Agent } from 'node:http';
import { refuse } from '../../base/failures.ts';
import type { ProxyJson } from '../../contract/areas/exchange.ts';
import type { Environment } from '../config.ts';

/** The proxy settings of an environment; small letters win, as everywhere. */
export function proxyOf(env: Environment): ProxyJson {
  const get = (name: string): string | undefined => env[name.toLowerCase()] || env[name] || undefined;
  const [http, https, all, none] = [get('HTTP_PROXY'), get('HTTPS_PROXY'), get('ALL_PROXY'), get('NO_PROXY')];
  return { ...(http ? { http } : {}), ...(https ? { https } : {}), ...(all ? { all } : {}), ...(none ? { none } : {}) };
}

export const isOnion = (host: string): boolean => host.toLowerCase().replace(/\.$/, '').endsWith('.onion');
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

/** `host`, `.domain` or `*` of NO_PROXY. Never for an onion name: it would be asked of the name servers. */
function isExempt(host: string, none: string | undefined): boolean {
  if (isOnion(host)) return false;
  return (none ?? '')
    .split(',')
    .map((entry) => entry.trim().toLowerCase().replace(/:\d+$/, ''))
    .some((entry) => {
      if (entry === '') return false;
      const domain = entry.replace(/^\*?\./, '');
      return entry === '*' || host === entry || host === domain || host.endsWith(`.${domain}`);
    });
}

function parsed(text: string): URL {
  try {
    return new URL(text.includes('://') ? text : `http://${text}`);
  } catch {
    // Not repeated: it may hold a password.
    return refuse('E_PROXY', { reason: 'not an address' });
  }
}

/**
 * Agent of the request; undefined: no proxy. Throws E_SYNC_ONION without a proxy that takes names, E_SYNC_PLAIN for plain HTTP to
 * another computer (an onion address is encrypted by itself), E_PROXY.
 */
export async function agentFor(url: URL, proxy: ProxyJson): Promise<Agent | undefined> {
  const host = url.hostname.toLowerCase();
  if (url.protocol === 'http:' && !isOnion(host) && !isLoopback(host)) return refuse('E_SYNC_PLAIN', { host });
  const text = isExempt(host, proxy.none)
    ? undefined
    : ((url.protocol === 'https:' ? proxy.https : proxy.http) ?? proxy.all);
  if (text === undefined) return isOnion(host) ? refuse('E_SYNC_ONION', { host }) : undefined;
  const via = parsed(text);
  switch (via.protocol) {
    case 'socks5h:':
    case 'socks5:':
    case 'socks:': {
      if (isOnion(host) && via.protocol !== 'socks5h:') return refuse('E_SYNC_ONION', { host });
      const { SocksProxyAgent } = await import('socks-proxy-agent');
      return new SocksProxyAgent(via);
    }
    case 'http:':
    case 'https:': {
      const { HttpsProxyAgent } = await import('https-proxy-agent');
      // CONNECT for plain HTTP too: the proxy passes bytes on and resolves the name.
      return new HttpsProxyAgent(via);
    }
    default:
      return refuse('E_PROXY', { reason: `${via.protocol} is not known` });
  }
}
