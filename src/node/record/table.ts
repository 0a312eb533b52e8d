/** The record page: verification, disclosure, reading at an entry, custody, consent: which function answers which use case. */
import type { UseCases } from '../api.ts';
import { consentApprove, consentGive, consentShow, consentWithdraw } from './consent.ts';
import { decide } from './decide.ts';
import { recordDisclosure } from './disclosure.ts';
import { evidenceBytes, recheck, recordEvidence, reveal } from './evidence.ts';
import { recordPage } from './page.ts';
import { quoteCheck } from './quotation.ts';
import { recordSteps } from './steps.ts';
import { closeUpload, openUpload, takePart } from './uploads.ts';
import { verifications } from './verifications.ts';

export const recordReads: UseCases = {
  'record.page': (c, input) => recordPage(c.parts, input, c.role),
  'record.steps': (c, input) => recordSteps(c.parts, input, c.role),
  'record.verifications': (c, input) => verifications(c.parts, input, c.role),
  'record.disclosure': (c, input) => recordDisclosure(c.parts, input, c.role),
  'record.evidence': (c, input) => recordEvidence(c.parts, input, c.role),
  'evidence.bytes': (c, input) => evidenceBytes(c.parts, input),
  'quote.check': (c, input) => quoteCheck(c.parts, input),
  'consent.show': (c, input) => consentShow(c.parts, input, c.role),
};

export const recordWrites: UseCases = {
  'record.decide': decide,
  'evidence.recheck': recheck,
  'evidence.open': openUpload,
  'evidence.part': takePart,
  'evidence.close': closeUpload,
  'evidence.reveal': reveal,
  'consent.give': consentGive,
  'consent.approve': consentApprove,
  'consent.withdraw': consentWithdraw,
};
