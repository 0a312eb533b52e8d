/** Publications: checks, building, preview, corrections, withdrawal, mirrors: which function answers which use case; heavy code is loaded on use. */
import type { UseCases } from '../api.ts';
import { correctEdition, withdrawEdition } from './corrections.ts';
import { deleteMirror, mirrorsList, pushMirror, putMirror } from './mirrors.ts';
import { accept, confirm, editionsPlan, prepare, unanswer } from './plan.ts';

export const publicationsReads: UseCases = {
  'editions.list': async (c, input) => (await import('./editions.ts')).editionsList(c, input),
  'editions.plan': editionsPlan,
  'editions.check': async (c, input) => (await import('./check.ts')).editionsCheck(c, input),
  'editions.preview': async (c, input) => (await import('./editions.ts')).preview(c, input),
  'editions.verify': async (c, input) => (await import('./editions.ts')).editionsVerify(c, input),
  'editions.diff': async (c, input) => (await import('./check.ts')).editionsDiff(c, input),
  'editions.folder': async (c, input) => (await import('./editions.ts')).editionsFolder(c, input),
  'mirrors.list': mirrorsList,
};

export const publicationsWrites: UseCases = {
  'edition.build': async (c, input) => (await import('./command.ts')).editionBuild(c, input),
  'editions.prepare': prepare,
  'editions.accept': accept,
  'editions.confirm': confirm,
  'editions.unanswer': unanswer,
  'editions.build': async (c, input) => (await import('./editions.ts')).build(c, input),
  'editions.cancel': async (c, input) => (await import('./editions.ts')).cancel(c, input),
  'editions.copy': async (c, input) => (await import('./editions.ts')).copy(c, input),
  'editions.correct': correctEdition,
  'editions.withdraw': withdrawEdition,
  'mirrors.put': putMirror,
  'mirrors.delete': deleteMirror,
  'mirrors.push': pushMirror,
};
