/** Bytes of a file to the node, as they are: read while they are sent, never held whole. */
import { CSRF_HEADER } from '../../contract/routes.ts';
import { csrfToken } from './client.ts';
import { nodeDidNotAnswer } from './connection.ts';
import { networkProblem, problemOfAnswer } from './problem.ts';
import { checkSession } from './session.ts';

/** Throws ApiProblem as `call` does; `headers` name the file. */
export async function sendBytes(path: string, file: Blob, headers: Readonly<Record<string, string>>): Promise<unknown> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'accept-language': document.documentElement.lang,
        'content-type': 'application/octet-stream',
        [CSRF_HEADER]: csrfToken(),
        ...headers,
      },
      credentials: 'same-origin',
      cache: 'no-store',
      body: file,
    });
  } catch {
    nodeDidNotAnswer();
    throw networkProblem();
  }
  const parsed: unknown = await answer.json().catch(() => null);
  if (answer.ok) return parsed;
  const problem = problemOfAnswer(answer.status, parsed, answer.headers.get('x-request-id'));
  if (problem.kind === 'session') await checkSession();
  throw problem;
}
