/**
 * Coalition: members of a space, their keys, invitations, removal, what each has not yet received, quarantine, a seized
 * device: use cases and their paths. Exchange (peers, sync, bundles) and erasure show their rows here. Keys, seats,
 * parties, entries, epochs: hex. Instants: ISO, UTC. Counts are raw numbers; the words are the desk's.
 */
import type { ApiName, SpaceInfo } from '../api.ts';
import type { Route } from '../routes.ts';
import type { SyncPeerJson } from './exchange.ts';

/** Holds ciphertext only; reads; writes; admits and removes. A seat has one for life. */
export type SeatRoleName = 'relay' | 'read' | 'write' | 'manage';

/** Seven words of five letters over one hash, the same sounds in both scripts (docs/decisions/0025). */
export interface WordsJson {
  readonly latin: readonly string[];
  readonly cyrillic: readonly string[];
}

/** An organisation as its cards say, once its application for a party was verified. */
export interface OrganisationJson {
  /** SHA-256 of card 0: stays the same when the key changes. */
  readonly id: string;
  /** First name of the newest card. */
  readonly name: string;
  readonly names: readonly { readonly lang: string; readonly text: string }[];
  /** Number of the newest card known here. */
  readonly card: number;
  readonly words: WordsJson;
  /** When a person of this node compared the words aloud; null: not compared. */
  readonly compared: { readonly at: string; readonly by: string | null } | null;
  /** age recipient of the newest card; null: the card names none. */
  readonly recipient: string | null;
  /** Two different cards of one number are known: neither is used. */
  readonly fault: boolean;
}

export interface WriterJson {
  readonly writer: string;
  /** Number of the newest entry held here, from 0. */
  readonly seq: number;
  readonly last: string;
  /** Two entries stand at this number: both branches are kept as proof. Null: not forked. */
  readonly forked_from: number | null;
}

export interface SeatJson {
  readonly seat: string;
  readonly role: SeatRoleName;
  readonly live: boolean;
  readonly ours: boolean;
  /** This installation's own seat. */
  readonly here: boolean;
  /** Device key that the card of the grant names; null: not known here. */
  readonly device: string | null;
  readonly admitted: string | null;
  /** Party that granted it; null: the founder. */
  readonly admitted_by: string | null;
  readonly ended: string | null;
  readonly ended_by: string | null;
  readonly writers: readonly WriterJson[];
}

/** Entries that a member, as far as we know, does not have. */
export interface BehindJson {
  /** Of those that our party wrote. */
  readonly ours: number;
  readonly all: number;
  /** Instant of the oldest of them; null when there is none. */
  readonly since: string | null;
  /** By kind of entry; null when there are too many to look at. */
  readonly kinds: {
    readonly notes: number;
    readonly members: number;
    readonly erasures: number;
    readonly receipts: number;
  } | null;
}

export interface LastSeenJson {
  /** When we last learned what it has; null: never. */
  readonly at: string | null;
  /** By a receipt or its own entries, by a sync, by a bundle. `here`: this node. */
  readonly how: 'here' | 'sync' | 'file' | 'entries' | 'never';
}

export interface MemberJson {
  readonly party: string;
  readonly ours: boolean;
  /** Null: no application of an organisation for this party is known and verified. */
  readonly organisation: OrganisationJson | null;
  /** Highest role of its live seats; null: removed. */
  readonly role: SeatRoleName | null;
  readonly live: boolean;
  readonly seats: readonly SeatJson[];
  /** Newest entry of this party held here. */
  readonly last_note: string | null;
  readonly last_seen: LastSeenJson;
  /** Null for our own party. */
  readonly not_received: BehindJson | null;
}

export interface EpochJson {
  readonly n: number;
  readonly epoch: string;
  readonly at: string;
  readonly by: string | null;
  /** Seats that can open it. */
  readonly seats: number;
  /** Its secret is held here. */
  readonly held: boolean;
  /** New entries are sealed with it. */
  readonly current: boolean;
}

/** Two entries of one writer with one number: the pair is the proof. */
export interface ForkJson {
  readonly writer: string;
  readonly seq: number;
  readonly party: string | null;
  readonly organisation: string | null;
  readonly entries: readonly string[];
}

export interface QuarantinedJson {
  readonly entry: string;
  /** Q_NO_CERT, Q_NO_GRANT, Q_CUT. */
  readonly code: string;
  /** Instant of arrival, and the instant that the writer states. */
  readonly received: string;
  readonly written: string;
  readonly writer: string;
  readonly seq: number;
  readonly kind: 'note' | 'members' | 'erasure' | 'receipt';
  readonly party: string | null;
  readonly organisation: string | null;
  /** A manager may accept it by name. Control entries are not accepted so. */
  readonly acceptable: boolean;
}

/** A bundle that was written or read here. */
export interface BundleJson {
  readonly direction: 'written' | 'read';
  readonly at: string;
  /** File name without its folder. */
  readonly name: string;
  readonly bytes: number;
  readonly entries: number;
  /** Read: how many were new, and how many were refused. */
  readonly new: number;
  readonly refused: number;
  /** Organisations it was for, or the one it is from; empty: sealed with a passphrase or not known. */
  readonly organisations: readonly string[];
}

export interface WitnessJson {
  readonly name: string;
  /** Size of the log that it last signed; null: none yet. */
  readonly size: number | null;
}
export interface LogJson {
  readonly origin: string;
  readonly size: number;
  /** Instant of the newest checkpoint; null: none was made. */
  readonly checkpoint: string | null;
  readonly witnesses: readonly WitnessJson[];
  /** Origins of logs that showed two histories. */
  readonly split: readonly string[];
}

/** An erasure that not every live seat has confirmed. */
export interface ErasureOpenJson {
  readonly entry: string;
  readonly at: string;
  readonly ground: string;
  readonly by: string;
  readonly targets: number;
  /** Parties that confirmed, and those that did not yet. */
  readonly done: readonly string[];
  readonly waiting: readonly string[];
}

/** An erase entry and how far it is obeyed; parties in hex, with the name of the organisation where it is known. */
export interface ErasureJson {
  readonly entry: string;
  readonly at: string;
  readonly ground: string;
  readonly by: NamedPartyJson;
  /** A live seat has not confirmed it, or it waits for a manager of a second party. */
  readonly open: boolean;
  /** `erased`: obeyed; `waiting`: for a manager of a second party; `absent`: not arrived here; `none`: without effect. */
  readonly targets: readonly { readonly entry: string; readonly state: 'erased' | 'waiting' | 'absent' | 'none' }[];
  /** Parties whose every live seat confirmed it, and the others. */
  readonly done: readonly NamedPartyJson[];
  readonly missing: readonly NamedPartyJson[];
}
interface NamedPartyJson {
  readonly party: string;
  readonly name: string;
}

export interface CoalitionJson {
  readonly space: SpaceInfo;
  /** `waiting`: we asked to join and nothing has arrived yet; `locked`: its entries are here and no key opens them yet. */
  readonly state: 'open' | 'waiting' | 'locked';
  readonly our_role: SeatRoleName | null;
  readonly members: readonly MemberJson[];
  /** Live seats that manage. Under three, `few_managers` is true. */
  readonly managers: number;
  readonly few_managers: boolean;
  readonly entries: number;
  readonly epochs: readonly EpochJson[];
  /** No epoch covers exactly the live seats: the next writer makes a new one. */
  readonly rotate_first: boolean;
  readonly forks: readonly ForkJson[];
  readonly quarantined: number;
  readonly parked: number;
  /** Predecessors that parked entries wait for. */
  readonly missing: readonly { readonly writer: string; readonly seq: number }[];
  /** Nodes that we exchange with over a network: the rows of `sync.peers`. */
  readonly peers: readonly SyncPeerJson[];
  readonly bundles: readonly BundleJson[];
  /** Null: this node keeps no log. */
  readonly log: LogJson | null;
  /** Null: erasures are not followed here. */
  readonly erasures: readonly ErasureOpenJson[] | null;
}

/** What the newcomer needs, as one line of text (`kua-invite:1:…`), and the same behind an address. */
export interface InvitationTextJson {
  readonly space: string;
  readonly text: string;
  /** `ADDRESS#kua-invite:1:…`; null without an address. */
  readonly link: string | null;
  readonly role: SeatRoleName;
  /** Ours: to be read aloud to the newcomer. */
  readonly words: WordsJson;
}

export interface InvitationReadJson {
  readonly space: string;
  readonly role: SeatRoleName;
  readonly address: string | null;
  readonly organisation: OrganisationJson;
  /** We hold a live seat of the space, or have asked for one. */
  readonly known: 'no' | 'asked' | 'member';
}

export interface AnswerTextJson {
  readonly space: string;
  readonly slug: string;
  readonly seat: string;
  readonly role: SeatRoleName;
  /** One line (`kua-answer:1:…`) that goes back to who invited. */
  readonly text: string;
  readonly words: WordsJson;
  readonly inviter: OrganisationJson;
}

export interface AnswerReadJson {
  readonly space: string;
  readonly seat: string;
  readonly party: string;
  readonly role: SeatRoleName;
  readonly device: string;
  readonly organisation: OrganisationJson;
  /** The party has, or had, a seat in the space already. */
  readonly returning: boolean;
  /** This very seat holds a grant already. */
  readonly admitted: boolean;
}

export interface RevokedJson {
  readonly entries: readonly string[];
  readonly seats: readonly string[];
  /** New epoch; null in a public space. */
  readonly epoch: string | null;
  /** Entries of the seat held here that now stand beyond the cut. */
  readonly beyond: number;
}

/** Keys of this node's organisation and device: nothing secret. */
export interface KeysJson {
  readonly organisation: OrganisationJson;
  /** Organisation key of the newest card. */
  readonly key: string;
  /** Hash of the next key, as the newest card names it. */
  readonly next: string;
  /** The next key also lies in the vault of this node; false: on paper only. */
  readonly next_here: boolean;
  /** False: this is a further computer of the organisation; another one has the key that signs for it. */
  readonly key_here: boolean;
  readonly device: string;
  readonly recipient: string;
  readonly cards: readonly { readonly n: number; readonly key: string }[];
  readonly seats: readonly {
    readonly space: string;
    readonly slug: string;
    readonly seat: string;
    readonly party: string;
    readonly role: SeatRoleName | null;
    readonly live: boolean;
  }[];
}

/** A secret for paper, given out on the command line alone: groups of letters and digits with a check at the end. */
export interface PaperJson {
  readonly paper: string;
  /** Number of the card that this key will sign. */
  readonly card: number;
  /** The cards so far, one line of text: public, printed beside the key. */
  readonly cards: string;
}

/** What a new computer asks with, to become one more of an organisation: nothing secret. */
export interface DeviceAskJson {
  /** `kua-device:1:…`. */
  readonly text: string;
  readonly device: string;
  /** Of the device: to be compared on the computer that adds it. */
  readonly words: WordsJson;
}

export interface DeviceAddedJson {
  /** `kua-device-keys:1:…`: secret, and readable by that computer alone. */
  readonly text: string;
  readonly device: string;
  readonly words: WordsJson;
  readonly spaces: readonly {
    readonly space: string;
    readonly slug: string;
    readonly seat: string;
    readonly role: SeatRoleName;
    /** `before`: it has its seat; `ask`: `answer` is for one who manages the space (`kua member admit`). */
    readonly done: 'admitted' | 'before' | 'ask';
    readonly answer: string | null;
  }[];
}

/** Why a person must be warned sooner than another; the first that holds. */
export type SeizedRisk = 'detained' | 'at_risk' | 'no_consent' | 'public';

export interface SeizedPersonJson {
  readonly id: string;
  readonly title: string;
  readonly space: string;
  readonly risk: SeizedRisk;
  /** Status of the newest detention that has one; null: none is known. */
  readonly detention: string | null;
  /** The records of the person that the device could open. */
  readonly records: number;
}

export interface SeizedJson {
  readonly device: string;
  readonly organisation: string | null;
  readonly at: string;
  readonly spaces: readonly {
    readonly space: string;
    readonly slug: string;
    readonly title: string;
    readonly public: boolean;
    readonly seats: readonly string[];
    /** `removed` now, `would` be (only looked), `before`: it had no live seat; `not_manager`: a manager of the space must do it. */
    readonly done: 'removed' | 'would' | 'before' | 'not_manager' | 'failed';
    readonly code: string | null;
    readonly epoch: string | null;
    /** What the device could open. */
    readonly notes: number;
    readonly persons: number;
  }[];
  readonly counts: { readonly [risk in SeizedRisk]: number };
  /** Those who must be warned first come first. */
  readonly persons: readonly SeizedPersonJson[];
}

interface InSpace {
  readonly space?: string;
}
interface Asked {
  readonly person?: string;
}
/** Party or seat in hex (8 or more characters), or the name of the organisation. */
interface OfMember extends InSpace {
  readonly member: string;
}

export interface CoalitionApi {
  'coalition.read': { in: InSpace & { readonly lang?: string }; out: CoalitionJson };
  'coalition.quarantine': {
    in: InSpace & { readonly limit?: number; readonly lang?: string };
    out: { readonly total: number; readonly items: readonly QuarantinedJson[] };
  };
  'coalition.invite': {
    in: InSpace & Asked & { readonly role?: SeatRoleName; readonly address?: string };
    out: InvitationTextJson;
  };
  /** `file`: text of a file, a line or a link; line breaks and spaces do not matter. */
  'coalition.read_invitation': { in: Asked & { readonly file: string }; out: InvitationReadJson };
  /** Makes our seat, and what this node calls the space; again: the same answer. */
  'coalition.join': {
    in: Asked & { readonly file: string; readonly slug?: string; readonly title?: string };
    out: AnswerTextJson;
  };
  'coalition.read_answer': { in: InSpace & Asked & { readonly file: string }; out: AnswerReadJson };
  /** `compared`: the words were read aloud and are the same. */
  'coalition.admit': {
    in: InSpace & Asked & { readonly file: string; readonly role?: SeatRoleName; readonly compared?: boolean };
    out: { readonly entry: string; readonly member: AnswerReadJson };
  };
  'coalition.compared': {
    in: Asked & { readonly organisation: string; readonly compared: boolean };
    out: OrganisationJson;
  };
  /** `cuts`: `WRITER:SEQ`, lower than the last entry held here. Absent: the last entries held here stay valid. */
  'coalition.revoke': {
    in: OfMember & Asked & { readonly reason?: string; readonly cuts?: readonly string[] };
    out: RevokedJson;
  };
  'coalition.rotate': { in: InSpace & Asked; out: { readonly entry: string; readonly epoch: string } };
  'coalition.accept': {
    in: InSpace & Asked & { readonly entries: readonly string[] };
    out: { readonly entry: string; readonly accepted: readonly string[] };
  };
  /** The organisation card goes to the members of the space again, after its key or its names changed. */
  'coalition.announce': { in: InSpace & Asked; out: { readonly entry: string } };
  /** Erasures of the space, newest first. */
  'erasure.status': {
    in: InSpace & { readonly lang?: string };
    out: { readonly space: string; readonly open: number; readonly erasures: readonly ErasureJson[] };
  };

  'keys.read': { in: { readonly lang?: string }; out: KeysJson };
  /** A new card under the next key; the key after it is for paper. `paper`: the next key, when it is not in the vault. */
  'keys.rotate': {
    in: Asked & { readonly name?: string; readonly paper?: string; readonly paper_only?: boolean };
    out: PaperJson & { readonly announced: readonly string[] };
  };
  /** The next key for paper once more. `forget`: removes it from the vault. */
  'keys.paper': { in: { readonly forget?: boolean }; out: PaperJson };
  /** From paper: takes the organisation over on this node. `cards`: its cards so far, when they are not here. */
  'keys.recover': {
    in: { readonly paper: string; readonly cards?: string };
    out: PaperJson & { readonly organisation: OrganisationJson; readonly announced: readonly string[] };
  };
  /** On a new computer: the line with which it asks to be one of an organisation. Again: the same line until it was used. */
  'keys.device_ask': { in: Asked; out: DeviceAskJson };
  /** `compared`: the words of the device were compared on both screens; without it nothing is done and they are told. */
  'keys.device_add': {
    in: Asked & {
      readonly file: string;
      readonly spaces: readonly string[];
      readonly role?: SeatRoleName;
      readonly address?: string;
      readonly compared?: boolean;
    };
    out: DeviceAddedJson;
  };
  /** Back on the new computer: from then on it is one of the organisation. */
  'keys.device_take': {
    in: Asked & { readonly file: string };
    out: {
      readonly organisation: OrganisationJson;
      readonly spaces: readonly {
        readonly space: string;
        readonly slug: string;
        readonly seat: string;
        readonly role: SeatRoleName;
      }[];
    };
  };
  /** Device key or seat in hex, or the name of its organisation. Removes nothing when `look` is set. */
  'keys.seized': { in: Asked & { readonly device: string; readonly look?: boolean }; out: SeizedJson };
}

export const COALITION_ROUTES = [
  {
    name: 'coalition.read',
    method: 'get',
    path: '/api/1/spaces/{s}/coalition',
    role: 'documenter',
    writes: false,
  },
  {
    name: 'coalition.quarantine',
    method: 'get',
    path: '/api/1/spaces/{s}/quarantine',
    role: 'manager',
    writes: false,
  },
  { name: 'coalition.invite', method: 'post', path: '/api/1/spaces/{s}/invitations', role: 'manager', writes: false },
  {
    name: 'coalition.read_invitation',
    method: 'post',
    path: '/api/1/coalition/invitation',
    role: 'manager',
    writes: false,
  },
  { name: 'coalition.join', method: 'post', path: '/api/1/coalition/join', role: 'manager', writes: true },
  {
    name: 'coalition.read_answer',
    method: 'post',
    path: '/api/1/spaces/{s}/members/answer',
    role: 'manager',
    writes: false,
  },
  { name: 'coalition.admit', method: 'post', path: '/api/1/spaces/{s}/members', role: 'manager', writes: true },
  {
    name: 'coalition.compared',
    method: 'put',
    path: '/api/1/coalition/organisations/{organisation}/compared',
    role: 'manager',
    writes: true,
  },
  {
    name: 'coalition.revoke',
    method: 'post',
    path: '/api/1/spaces/{s}/members/{member}/revoke',
    role: 'manager',
    writes: true,
  },
  { name: 'coalition.rotate', method: 'post', path: '/api/1/spaces/{s}/epochs', role: 'manager', writes: true },
  {
    name: 'coalition.accept',
    method: 'post',
    path: '/api/1/spaces/{s}/quarantine/accept',
    role: 'manager',
    writes: true,
  },
  { name: 'coalition.announce', method: 'post', path: '/api/1/spaces/{s}/card', role: 'manager', writes: true },
  { name: 'erasure.status', method: 'get', path: '/api/1/spaces/{s}/erasures', role: 'documenter', writes: false },
  { name: 'keys.read', method: 'get', path: '/api/1/keys', role: 'manager', writes: false },
  { name: 'keys.seized', method: 'post', path: '/api/1/keys/seized', role: 'manager', writes: true },
] as const satisfies readonly Route[];

/** Those that run in the writer. */
export const COALITION_WRITES = [
  'coalition.join',
  'coalition.admit',
  'coalition.compared',
  'coalition.revoke',
  'coalition.rotate',
  'coalition.accept',
  'coalition.announce',
  'keys.rotate',
  'keys.paper',
  'keys.recover',
  'keys.device_ask',
  'keys.device_add',
  'keys.device_take',
  'keys.seized',
] as const satisfies readonly ApiName[];
