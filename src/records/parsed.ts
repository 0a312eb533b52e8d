/** What parsing a value gives: the claim value, or which rule refuses it. */
import { type Failure, fail, type Json, type Result } from '../base/result.ts';
import type { Value } from '../ledger/model.ts';
import type { FieldDef } from './field.ts';

export type ValueCode =
  | 'E_FIELD'
  | 'E_TERM'
  | 'E_DATE'
  | 'E_COUNT_ORDER'
  | 'E_LIMIT'
  | 'E_EMPTY'
  | 'E_ID'
  | 'E_ID_KIND'
  | 'E_VALUE';
export type Parsed = Result<Value, Failure<ValueCode>>;

/** The value is not of the field's type. */
export const badValue = (field: FieldDef, json: Json): Parsed =>
  fail('E_VALUE', {
    field: field.name,
    type: field.type,
    value: (typeof json === 'string' ? json : (JSON.stringify(json) ?? '')).slice(0, 80),
  });
