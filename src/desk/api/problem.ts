/** A failed call as the desk shows it: words of the server, or a network failure that the desk words itself. */
import type { Json } from '../../base/result.ts';

export interface ProblemBody {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly [more: string]: Json | undefined;
}

/** `network`: nothing answered. `session`: not logged in. `locked`: unlock first. `forbidden`: no right. `absent`: no such record. `refused`: anything else. */
export type ProblemKind = 'network' | 'session' | 'locked' | 'forbidden' | 'absent' | 'refused';

/** Thrown by `call`, caught by the query layer and by forms. */
export class ApiProblem extends Error {
  readonly kind: ProblemKind;
  readonly status: number;
  readonly body: ProblemBody | null;
  readonly requestId: string | null;

  constructor(kind: ProblemKind, status: number, body: ProblemBody | null, requestId: string | null) {
    super(body?.message ?? kind);
    this.name = 'ApiProblem';
    this.kind = kind;
    this.status = status;
    this.body = body;
    this.requestId = requestId;
  }
}

const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function bodyOf(answer: unknown): ProblemBody | null {
  const error = isRecord(answer) ? answer['error'] : undefined;
  if (!isRecord(error) || typeof error['code'] !== 'string' || typeof error['message'] !== 'string') return null;
  const remedy = typeof error['remedy'] === 'string' ? error['remedy'] : '';
  return { ...(error as { readonly [key: string]: Json }), code: error['code'], message: error['message'], remedy };
}

const KIND_BY_STATUS: { readonly [status: number]: ProblemKind } = {
  401: 'session',
  403: 'forbidden',
  404: 'absent',
  423: 'locked',
};

/** Problem of an answer that is not 2xx. */
export function problemOfAnswer(status: number, answer: unknown, requestId: string | null): ApiProblem {
  return new ApiProblem(KIND_BY_STATUS[status] ?? 'refused', status, bodyOf(answer), requestId);
}

export const networkProblem = (): ApiProblem => new ApiProblem('network', 0, null, null);
