/** Which function answers which use case of the log. */
import type { UseCases } from '../api.ts';
import { newestNotes } from './gossip.ts';
import { answerRequest } from './peer-checkpoints.ts';
import { mirrorLog } from './mirror.ts';
import { rotateLogKey } from './rotate.ts';
import { serveLogToMember } from './serve-member.ts';
import * as log from './use-cases.ts';

export const logReads: UseCases = {
  'log.status': log.status,
  'log.proof': log.proof,
  'log.verify': log.verify,
  'log.newest': async (c) => ({ notes: await newestNotes(c.parts) }),
  'log.serve_file': log.serveFile,
  'sync.serve_log': serveLogToMember,
};

export const logWrites: UseCases = {
  'log.checkpoint': log.checkpoint,
  'log.request': log.request,
  'log.answer': log.answer,
  'log.apply': log.apply,
  'log.trust': log.trust,
  'log.new': log.newLog,
  'log.public': log.setPublic,
  'log.rotate_key': rotateLogKey,
  'log.mirror': mirrorLog,
  'log.cycle': log.cycle,
  'log.see': log.see,
  'log.serve_add': (c, input) => answerRequest(c, input.body),
};
