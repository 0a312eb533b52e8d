/** Signals: triage, hints, presence, spikes, intake by form, file and public link: which function answers which use case. */
import type { UseCases } from '../api.ts';
import { signalsCandidates } from './candidates.ts';
import { signalsDrop } from './drop.ts';
import { reportForm, reportSend, signalsForm, signalsFormPut } from './form.ts';
import { signalsNew } from './intake.ts';
import { signalsList } from './list.ts';
import { presence, present } from './presence.ts';
import { signalsSpikes } from './spikes.ts';
import { triage, triageMany } from './triage.ts';

export const signalsReads: UseCases = {
  'signals.list': signalsList,
  'signals.candidates': signalsCandidates,
  'signals.spikes': signalsSpikes,
  'signals.form': signalsForm,
  'report.form': reportForm,
};

export const signalsWrites: UseCases = {
  'signals.triage': triage,
  'signals.triage_many': triageMany,
  'signals.presence': presence,
  'signals.present': present,
  'signals.new': signalsNew,
  'signals.drop': signalsDrop,
  'signals.form_put': signalsFormPut,
  'report.send': reportSend,
};
