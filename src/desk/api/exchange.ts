/** Exchanges that go on in the node: begun here, asked for while they run, their files fetched and deleted. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Json } from '../../base/result.ts';
import {
  EXCHANGE_PATHS,
  EXCHANGE_WORDS,
  type ExchangeJobJson,
  type ExchangeWriteJson,
} from '../../contract/areas/exchange.ts';
import { DROP_NAME } from '../../contract/areas/signals.ts';
import { CSRF_HEADER } from '../../contract/routes.ts';
import { csrfToken, request } from './client.ts';
import { nodeDidNotAnswer } from './connection.ts';
import { type ApiProblem, networkProblem, problemOfAnswer } from './problem.ts';

const ASK_MS = 1_000;
type Jobs = { readonly jobs: readonly ExchangeJobJson[] };

const at = (path: string, parts: { readonly [name: string]: string }): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts[name] ?? '-'));

/** Exchanges of a space, newest first; asked for again each second while one runs. */
export const useExchanges = (space: string, lang: string): UseQueryResult<Jobs, ApiProblem> =>
  useQuery<Jobs, ApiProblem>({
    queryKey: ['exchange.jobs', { space, lang }],
    queryFn: async ({ signal }) =>
      (await request('GET', `${at(EXCHANGE_PATHS.jobs, { s: space })}?lang=${lang}`, undefined, signal)) as Jobs,
    refetchInterval: ({ state }) => (state.data?.jobs.some((job) => job.state === 'running') ? ASK_MS : false),
    placeholderData: (previous) => previous,
  });

export const writeBundle = async (space: string, input: ExchangeWriteJson): Promise<ExchangeJobJson> =>
  (await request('POST', at(EXCHANGE_PATHS.write, { s: space }), input as Json)) as ExchangeJobJson;

export const exchangeNow = async (space: string, url: string): Promise<ExchangeJobJson> =>
  (await request('POST', at(EXCHANGE_PATHS.sync, { s: space }), { url })) as ExchangeJobJson;

export const removeExchange = async (space: string, job: string): Promise<object> =>
  (await request('POST', at(EXCHANGE_PATHS.remove, { s: space, job }), {})) as object;

export const exchangeFile = (space: string, job: string, nth: number): string =>
  at(EXCHANGE_PATHS.file, { s: space, job, nth: String(nth) });

export interface SendingBundle {
  readonly done: Promise<ExchangeJobJson>;
  readonly stop: () => void;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Sends a bundle up; `progress` in 0..1. `done` rejects with ApiProblem; a stopped one as a network problem. */
export function sendBundle(
  o: { readonly space: string; readonly file: File; readonly passphrase: string; readonly lang: string },
  progress: (share: number) => void,
): SendingBundle {
  const sending = new XMLHttpRequest();
  const done = new Promise<ExchangeJobJson>((resolve, reject) => {
    sending.open('POST', `${at(EXCHANGE_PATHS.read, { s: o.space })}?lang=${o.lang}`);
    sending.setRequestHeader(CSRF_HEADER, csrfToken());
    sending.setRequestHeader('content-type', 'application/octet-stream');
    sending.setRequestHeader(DROP_NAME, encodeURIComponent(o.file.name.slice(0, 300)));
    if (o.passphrase !== '') sending.setRequestHeader(EXCHANGE_WORDS, encodeURIComponent(o.passphrase));
    sending.upload.addEventListener('progress', (e) => progress(e.lengthComputable ? e.loaded / e.total : 0));
    sending.addEventListener('load', () => {
      const answer = parsed(sending.responseText);
      if (sending.status >= 200 && sending.status < 300) resolve(answer as ExchangeJobJson);
      else reject(problemOfAnswer(sending.status, answer, sending.getResponseHeader('x-request-id')));
    });
    sending.addEventListener('error', () => {
      nodeDidNotAnswer();
      reject(networkProblem());
    });
    sending.addEventListener('abort', () => reject(networkProblem()));
  });
  sending.send(o.file);
  return { done, stop: () => sending.abort() };
}
