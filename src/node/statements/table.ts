/** Statements: drafting, freezing, signing on another machine, confirmation, withdrawal: which function answers which use case. */
import type { UseCases } from '../api.ts';
import { addSignature, checkAnswerFile } from './answers.ts';
import { addSignatory, confirm, withdrawSignature } from './basis.ts';
import { replaceStatement, saveDraft } from './draft.ts';
import { review } from './review.ts';
import { answer, openRequest, signRequest } from './requests.ts';
import { withdrawStatement } from './withdraw.ts';

export const statementsReads: UseCases = {
  'statement.review': review,
  'statement.request': signRequest,
  'statement.open_request': openRequest,
  'statement.check_answer': checkAnswerFile,
};

export const statementsWrites: UseCases = {
  'statement.draft': saveDraft,
  'statement.replace': replaceStatement,
  'statement.answer': answer,
  'statement.add_signature': addSignature,
  'statement.signatory': addSignatory,
  'statement.confirm': confirm,
  'statement.withdraw_signature': withdrawSignature,
  'statement.withdraw': withdrawStatement,
};
