/** Words for terms that stand in the texts of failures: states, grounds and reasons in the reader's language, never as codes. */
import { inputReason } from './input-words.ts';
import type { Lang } from './translate.ts';

type Words = { readonly [term: string]: { readonly [L in Lang]: string } };
const w = (en: string, ru: string, kk: string): { readonly [L in Lang]: string } => ({ en, ru, kk });

const STATES: Words = {
  open: w('“open”', '«открыто»', '«ашық»'),
  met: w('“met”', '«выполнено»', '«орындалды»'),
  reversed: w('“met before, then reversed”', '«было выполнено, затем отменено»', '«орындалып, кейін қайтарылған»'),
  breached: w('“breached”', '«нарушено»', '«бұзылды»'),
  refused: w('“refused”', '«отказано»', '«бас тартылды»'),
  no_response: w('“no response”', '«нет ответа»', '«жауап жоқ»'),
  withdrawn: w('“withdrawn”', '«отозвано»', '«қайтарып алынды»'),
  none: w('“before the demand was made”', '«до появления требования»', '«талап қойылғанға дейінгі»'),
  measurement: w('“measured”', '«измерено»', '«өлшенген»'),
  response: w('“answered”', '«есть ответ»', '«жауап берілген»'),
};

const REASONS: Words = {
  older: w('older than the demand', 'раньше требования', 'талаптан бұрын болған'),
  not_addressee: w('not by an addressee', 'не от адресата', 'адресаттан емес'),
  announcement: w('announced only', 'только объявлено', 'тек жарияланған'),
  undated: w('without a date', 'без даты', 'күні жоқ'),
  other_demand: w('an act under another demand', 'относится к другому требованию', 'басқа талапқа қатысты'),
  may_be_older: w(
    'its date leaves room for before the demand',
    'по дате могло быть до требования',
    'күніне қарағанда талаптан бұрын болуы мүмкін',
  ),
  context: w('recorded as context', 'записано как контекст', 'мәнмәтін ретінде жазылған'),
};

const BY_CODE: { readonly [code: string]: { readonly [param: string]: Words } } = {
  E_MOVE_FROM: { from: STATES, to: STATES },
  E_MOVE_EVIDENCE: { to: STATES },
  E_MOVE_CONTEXT: { reason: REASONS },
  W_MOVE_ORDER: { from: STATES, to: STATES },
};

/** Failures whose `reason` is a phrase of the program, told in the reader's language. */
const REASONED: ReadonlySet<string> = new Set(['E_INPUT', 'E_SIGN_FILE', 'E_USAGE']);

/** The parameters of a failure as a reader of that language reads them; `{$what}` is the title of the record, else its id. */
export function paramsInWords(
  code: string,
  params: { readonly [name: string]: string },
  lang: Lang,
): { readonly [name: string]: string } {
  const out: { [name: string]: string } = { ...params };
  for (const [name, words] of Object.entries(BY_CODE[code] ?? {})) {
    const term = params[name];
    if (term !== undefined) out[name] = words[term]?.[lang] ?? term;
  }
  if (REASONED.has(code) && params['reason'] !== undefined) out['reason'] = inputReason(params['reason'], lang);
  const quoted = (text: string): string => (lang === 'en' ? `“${text}”` : `«${text}»`);
  if (params['id'] !== undefined) out['what'] = params['title'] ? quoted(params['title']) : params['id'];
  if (params['question'] !== undefined) out['indicator'] = quoted(params['question']);
  return out;
}
