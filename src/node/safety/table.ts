/** Safety and people: accounts, invitations, second factor, lock, sessions: which function answers which use case. */
import type { UseCases } from '../api.ts';
import {
  changeRole,
  endPersonSessions,
  invitePerson,
  listPeople,
  lockPerson,
  resetPerson,
  sessionsOf,
} from './accounts.ts';
import { readClock } from './clock.ts';
import { acceptInvite, readInvite } from './invitations.ts';
import {
  beginFactor,
  confirmFactor,
  endOther,
  listSessions,
  lockSession,
  means,
  newRecovery,
  passphraseLogin,
  setPassphrase,
  touchSession,
  unlockSession,
} from './login.ts';

export const safetyReads: UseCases = {
  'people.list': listPeople,
  'people.sessions': sessionsOf,
  clock: (c) => readClock(c.parts),
  'invite.read': readInvite,
  'session.list': listSessions,
  'me.means': means,
};

export const safetyWrites: UseCases = {
  'people.invite': invitePerson,
  'people.reset': resetPerson,
  'people.role': changeRole,
  'people.lock': lockPerson,
  'people.end': endPersonSessions,
  'invite.accept': acceptInvite,
  'login.passphrase': passphraseLogin,
  'session.touch': touchSession,
  'session.lock': lockSession,
  'session.unlock': unlockSession,
  'session.end_other': endOther,
  'me.passphrase': setPassphrase,
  'me.factor': beginFactor,
  'me.factor_confirm': confirmFactor,
  'me.recovery': newRecovery,
};
