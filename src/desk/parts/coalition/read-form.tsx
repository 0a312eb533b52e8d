/** A bundle that was brought: chosen or dropped, sent to the node with its progress, then read there. */
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { type SendingBundle, sendBundle } from '../../api/exchange.ts';
import { ApiProblem } from '../../api/problem.ts';
import { queries } from '../../api/queries.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';
import { ChooseFile } from '../choose-file.tsx';
import { LineField } from '../fields.tsx';
import { ProblemView } from '../loadable.tsx';
import { Said } from '../said.tsx';

const BUSY_MS = 1_000;

interface Going {
  readonly name: string;
  readonly share: number;
}

/** The node reads a few at a time: the next part waits for its turn. */
async function onceFree(send: () => Promise<unknown>, stopped: () => boolean): Promise<void> {
  for (;;)
    try {
      await send();
      return;
    } catch (cause) {
      const busy = cause instanceof ApiProblem && cause.body?.code === 'E_EXCHANGE_BUSY';
      if (!busy || stopped()) throw cause;
      await new Promise((resolve) => void setTimeout(resolve, BUSY_MS));
    }
}

export function ReadForm(): ReactNode {
  const { t, lang } = useWords();
  const { space } = useScope();
  const [words, setWords] = useState('');
  const [going, setGoing] = useState<Going | null>(null);
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const sending = useRef<SendingBundle | null>(null);
  const stopped = useRef(false);
  const send = async (files: readonly File[]): Promise<void> => {
    stopped.current = false;
    setProblem(null);
    // One after the other: parts may come in any order, each is whole by itself.
    for (const file of files) {
      const up = (): Promise<unknown> => {
        setGoing({ name: file.name, share: 0 });
        const one = sendBundle({ space, file, passphrase: words.trim(), lang }, (share) =>
          setGoing({ name: file.name, share }),
        );
        sending.current = one;
        return one.done;
      };
      try {
        await onceFree(up, () => stopped.current);
        announce(t('exch.sent_up', { name: file.name }));
      } catch (cause) {
        if (!(cause instanceof ApiProblem)) throw cause;
        if (!stopped.current) setProblem(cause);
        break;
      } finally {
        sending.current = null;
        setGoing(null);
        await queries.invalidateQueries({ queryKey: ['exchange.jobs'] });
      }
    }
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    if (!going && event.dataTransfer.files.length > 0) void send([...event.dataTransfer.files]);
  };
  return (
    <div
      className={over ? 'exchange-drop exchange-over' : 'exchange-drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <label htmlFor="exchange-file">{t('exch.read')}</label>
      <p id="exchange-file-help" className="help">
        {t('exch.read_help')}
      </p>
      <ChooseFile
        id="exchange-file"
        multiple
        describedBy="exchange-file-help"
        disabled={going !== null}
        onFiles={(files) => void send(files)}
      />
      <details className="exchange-words">
        <summary>{t('exch.read_words')}</summary>
        <LineField id="read-words" label={t('exch.words')} errors={[]} value={words} wide onChange={setWords} />
      </details>
      {going && (
        <div role="group" aria-label={t('exch.sending')}>
          <p>
            {t('exch.sending')} <Said text={going.name} />
          </p>
          <progress
            className="job-progress"
            aria-label={t('exch.sending')}
            max={100}
            value={Math.round(100 * going.share)}
          />
          <button
            type="button"
            className="button"
            onClick={() => {
              stopped.current = true;
              sending.current?.stop();
            }}
          >
            {t('action.cancel')}
          </button>
        </div>
      )}
      {problem && <ProblemView problem={problem} />}
    </div>
  );
}
