/** Members, invitations, keys, a seized device: which function answers which use case. */
import type { UseCases } from '../api.ts';
import { addDevice, askDevice, takeDevice } from './devices.ts';
import { invite, join, readAnswered, readInvited } from './invitations.ts';
import { paperKey, readKeys, recoverKey, rotateKey } from './keys.ts';
import { accept, admit, announce, compare, revoke, rotate } from './members.ts';
import { readCoalition, readQuarantine } from './overview.ts';
import { seized } from './seized.ts';

export const coalitionReads: UseCases = {
  'coalition.read': readCoalition,
  'coalition.quarantine': readQuarantine,
  'coalition.invite': invite,
  'coalition.read_invitation': readInvited,
  'coalition.read_answer': readAnswered,
  'keys.read': readKeys,
};

export const coalitionWrites: UseCases = {
  'coalition.join': join,
  'coalition.admit': admit,
  'coalition.compared': compare,
  'coalition.revoke': revoke,
  'coalition.rotate': rotate,
  'coalition.accept': accept,
  'coalition.announce': announce,
  'keys.rotate': rotateKey,
  'keys.paper': paperKey,
  'keys.recover': recoverKey,
  'keys.device_ask': askDevice,
  'keys.device_add': addDevice,
  'keys.device_take': takeDevice,
  'keys.seized': seized,
};
