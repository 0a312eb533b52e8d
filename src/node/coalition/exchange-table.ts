/** Exchange between nodes: which function answers which use case. */
import type { UseCases } from '../api.ts';
import { bundleRead } from './bundle-read.ts';
import { bundleWrite } from './bundles.ts';
import { syncPeerAdd, syncPeerRemove, syncPeers, syncRun } from './sync-run.ts';
import {
  serveNeed,
  serveObject,
  serveObjectBytes,
  serveObjectPut,
  serveOpen,
  servePull,
  servePush,
  serveSeen,
} from './sync-serve.ts';
import { watchLook } from './watch.ts';

export const exchangeReads: UseCases = {
  'sync.peers': syncPeers,
  'sync.serve_open': serveOpen,
  'sync.serve_need': serveNeed,
  'sync.serve_pull': servePull,
  'sync.serve_object': serveObject,
  'sync.serve_object_bytes': serveObjectBytes,
};

export const exchangeWrites: UseCases = {
  'bundle.write': bundleWrite,
  'bundle.read': bundleRead,
  'sync.run': syncRun,
  'sync.peer_add': syncPeerAdd,
  'sync.peer_remove': syncPeerRemove,
  'sync.serve_push': servePush,
  'sync.serve_object_put': serveObjectPut,
  'sync.serve_seen': serveSeen,
  'watch.look': watchLook,
};
