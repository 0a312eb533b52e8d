/** Witnessing by file: a request to carry to a witness, its answer read here; and the other way round, a request of theirs answered. */
import { type ReactNode, useState } from 'react';
import type { LogStatusJson } from '../../../contract/areas/log.ts';
import { call } from '../../api/client.ts';
import { useSave } from '../../app/save.ts';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';
import { ChooseFile } from '../choose-file.tsx';
import { ProblemView } from '../loadable.tsx';
import { saveText } from '../statements/save-file.ts';

/** Every file of the log is small. */
const FILE_MAX = 64_000;

/** What a file is, by its first line (docs/formats/log.md). */
const sortOf = (text: string): 'request' | 'answer' | null =>
  /^old \d+\n/.test(text) ? 'request' : /^[1-5]\d\d\n/.test(text) ? 'answer' : null;

export function WitnessFiles(props: {
  readonly log: LogStatusJson;
  readonly nameOf: (name: string) => string;
}): ReactNode {
  const { t } = useWords();
  const { log, nameOf } = props;
  const [asked, setAsked] = useState<string | null>(null);
  const [outcome, setOutcome] = useState('');
  const save = useSave();
  const to = asked ?? log.witnesses[0]?.name ?? '';
  const say = (words: string): void => {
    setOutcome(words);
    announce(words);
  };
  const ask = async (): Promise<void> => {
    setOutcome('');
    const made = await save.run(() => call('log.request', { to }));
    if (!made) return;
    saveText('kua-witness-request.txt', made.request);
    say(t('wit.request_made', { name: nameOf(made.to), n: made.size }));
  };
  const read = async (file: File | undefined): Promise<void> => {
    setOutcome('');
    if (!file) return;
    const text = file.size > FILE_MAX ? '' : await file.text();
    const sort = sortOf(text);
    if (sort === null) return say(t('wit.not_a_file', { name: file.name }));
    if (sort === 'answer') {
      const done = await save.run(() => call('log.apply', { answer: text }));
      if (done) say(t(`wit.applied.${done.result}`, { name: nameOf(done.witness), n: done.size }));
      return;
    }
    const given = await save.run(() => call('log.answer', { request: text }));
    if (!given) return;
    saveText('kua-witness-answer.txt', given.answer);
    say(t(given.status === 200 ? 'wit.answered' : given.status === 409 ? 'wit.answered_known' : 'wit.answered_no'));
  };
  return (
    <section aria-labelledby="witness-files">
      <h3 id="witness-files">{t('wit.by_file')}</h3>
      {log.witnesses.length > 0 && (
        <div className="field">
          <label htmlFor="witness-to">{t('wit.ask')}</label>
          <div className="field-row">
            <select id="witness-to" className="field-choice" value={to} onChange={(e) => setAsked(e.target.value)}>
              {log.witnesses.map((w) => (
                <option key={w.name} value={w.name}>
                  {nameOf(w.name)}
                </option>
              ))}
            </select>
            <button type="button" className="button" disabled={save.busy} onClick={() => void ask()}>
              {t('wit.ask_do')}
            </button>
          </div>
        </div>
      )}
      <div className="field">
        <label htmlFor="witness-file">{t('wit.read')}</label>
        <ChooseFile
          id="witness-file"
          disabled={save.busy}
          describedBy="witness-help"
          onFiles={([file]) => void read(file)}
        />
        <p id="witness-help" className="help">
          {t('wit.read_help')}
        </p>
      </div>
      {save.problem && <ProblemView problem={save.problem} />}
      {outcome !== '' && <p className="notice">{outcome}</p>}
    </section>
  );
}
