/** Sends a file to the node as it is, and tells how far it came: the one request that fetch cannot report on. */
import { CSRF_HEADER } from '../../contract/routes.ts';
import type { ApiOut } from '../../contract/api.ts';
import { EVIDENCE_PATHS } from '../../contract/areas/record.ts';
import { csrfToken } from './client.ts';
import { nodeDidNotAnswer } from './connection.ts';
import { networkProblem, problemOfAnswer } from './problem.ts';

export interface Sending {
  readonly done: Promise<ApiOut<'evidence.add'>>;
  readonly stop: () => void;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `done` rejects with ApiProblem; a stopped one as a network problem. `progress` in 0..1. */
export function sendFile(
  o: { readonly space: string; readonly file: File; readonly kind: string; readonly lang: string },
  progress: (share: number) => void,
): Sending {
  const request = new XMLHttpRequest();
  const query = new URLSearchParams({ name: o.file.name, lang: o.lang, ...(o.kind === '' ? {} : { kind: o.kind }) });
  const done = new Promise<ApiOut<'evidence.add'>>((resolve, reject) => {
    request.open('POST', `${EVIDENCE_PATHS.upload(encodeURIComponent(o.space))}?${query}`);
    request.setRequestHeader(CSRF_HEADER, csrfToken());
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', (e) => progress(e.lengthComputable ? e.loaded / e.total : 0));
    request.addEventListener('load', () => {
      const answer = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(answer as ApiOut<'evidence.add'>);
      else reject(problemOfAnswer(request.status, answer, request.getResponseHeader('x-request-id')));
    });
    request.addEventListener('error', () => {
      nodeDidNotAnswer();
      reject(networkProblem());
    });
    request.addEventListener('abort', () => reject(networkProblem()));
  });
  request.send(o.file);
  return { done, stop: () => request.abort() };
}
