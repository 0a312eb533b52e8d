/** The record page: verification, disclosure, reading at an entry, custody: which function answers which use case. */
import type { UseCases } from '../api.ts';

export const recordReads: UseCases = {};

export const recordWrites: UseCases = {};
