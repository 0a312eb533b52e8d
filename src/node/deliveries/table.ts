/** Demands and deliveries: what was handed over, reply dates, right of reply: which function answers which use case. */
import type { UseCases } from '../api.ts';
import { decide, second } from './decisions.ts';
import { indicator, sides } from './own.ts';
import { deliveriesLetter, deliveriesList, deliveriesRules } from './read.ts';
import { deliveriesAnswer, deliveriesNew, deliveriesReceipt, deliveriesWithdraw } from './write.ts';

export const deliveriesReads: UseCases = {
  'deliveries.list': deliveriesList,
  'deliveries.rules': deliveriesRules,
  'deliveries.letter': deliveriesLetter,
};

export const deliveriesWrites: UseCases = {
  'deliveries.new': deliveriesNew,
  'deliveries.receipt': deliveriesReceipt,
  'deliveries.answer': deliveriesAnswer,
  'deliveries.withdraw': deliveriesWithdraw,
  'demand.decide': decide,
  'demand.second': second,
  'demand.sides': sides,
  'demand.indicator': indicator,
};
