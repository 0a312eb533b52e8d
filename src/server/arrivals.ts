/**
 * What other nodes bring, whoever asked for it: the desk, a command, the node's own turn, a peer that calls. Looks at the answers of
 * the calls that take entries in, and tells the desks how many came and from whom.
 */
import type { ApiIn, ApiName, ApiOut } from '../contract/api.ts';
import type { ArrivalJson, BundleReadJson, ReceivedJson } from '../contract/areas/exchange.ts';
import type { Api } from '../node/api.ts';

export interface Arrivals {
  /** The same node, listened to. */
  readonly api: Api;
  /** Called with what came; `n` is 0 when all of it waits or is held back. */
  listen(listener: (arrival: ArrivalJson) => void): void;
}

const held = (r: ReceivedJson): number => r.quarantined + r.parked + r.blocks;

function* ofBundle(r: BundleReadJson): Generator<ArrivalJson> {
  if (r.accepted + held(r) + r.objects.stored === 0) return;
  for (const space of r.spaces) yield { type: 'arrived', space, n: r.accepted, from: r.organisation };
}

function* arrivalsOf<N extends ApiName>(name: N, input: ApiIn<N>, out: ApiOut<N>): Generator<ArrivalJson> {
  if (name === 'bundle.read') yield* ofBundle(out as ApiOut<'bundle.read'>);
  else if (name === 'watch.look') for (const read of (out as ApiOut<'watch.look'>).read) yield* ofBundle(read);
  else if (name === 'sync.run') {
    for (const { space, organisation, received, objects } of (out as ApiOut<'sync.run'>).spaces)
      if (received.accepted + held(received) + objects.received > 0)
        yield { type: 'arrived', space, n: received.accepted, from: organisation };
  } else if (name === 'sync.serve_push') {
    const { accepted, held: waiting, organisation } = out as ApiOut<'sync.serve_push'>;
    const { space } = input as ApiIn<'sync.serve_push'>;
    if (accepted + waiting > 0) yield { type: 'arrived', space, n: accepted, from: organisation };
  }
}

export function watchArrivals(node: Api): Arrivals {
  const listeners: ((arrival: ArrivalJson) => void)[] = [];
  return {
    api: {
      async call(name, input, options) {
        const out = await node.call(name, input, options);
        for (const arrival of arrivalsOf(name, input, out)) for (const tell of listeners) tell(arrival);
        return out;
      },
    },
    listen: (listener) => void listeners.push(listener),
  };
}
