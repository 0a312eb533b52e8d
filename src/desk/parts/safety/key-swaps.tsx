/** Single-letter keys: on or off, and letters that change places with each other. */
import { type ReactNode, useState } from 'react';
import type { KeySwap, Settings } from '../../api/settings.ts';
import { useWords } from '../../i18n/language.tsx';

const LETTERS = Array.from({ length: 26 }, (_, i) => String.fromCodePoint(97 + i));
const letterOf = (code: string): string => code.slice(3).toLowerCase();
const codeOf = (letter: string): string => `Key${letter.toUpperCase()}`;

export function KeySwaps(props: {
  readonly settings: Settings;
  readonly onChange: (change: Partial<Settings>) => void;
}): ReactNode {
  const { t } = useWords();
  const { single_keys, key_swaps } = props.settings;
  const taken = new Set(key_swaps.flat().map(letterOf));
  const free = LETTERS.filter((letter) => !taken.has(letter));
  const [one, setOne] = useState('');
  const [other, setOther] = useState('');
  const a = free.includes(one) ? one : (free[0] ?? '');
  const b = free.includes(other) && other !== a ? other : (free.find((letter) => letter !== a) ?? '');
  const letters = (x: string, y: string): string => t('safety.letters', { one: letterOf(x), other: letterOf(y) });
  const put = (swaps: readonly KeySwap[]): void => props.onChange({ key_swaps: swaps });
  const choice = (id: string, label: string, value: string, without: string, set: (v: string) => void): ReactNode => (
    <div>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => set(event.target.value)}>
        {free
          .filter((letter) => letter !== without)
          .map((letter) => (
            <option key={letter}>{letter}</option>
          ))}
      </select>
    </div>
  );
  return (
    <fieldset className="choices">
      <legend>{t('settings.keys')}</legend>
      <label>
        <input
          type="checkbox"
          checked={single_keys}
          onChange={(event) => props.onChange({ single_keys: event.target.checked })}
        />
        {t('settings.single_keys')}
      </label>
      <p className="help">{t('settings.keys_help')}</p>
      {single_keys && (
        <>
          {key_swaps.length > 0 && (
            <ul className="chips">
              {key_swaps.map(([x, y]) => (
                <li key={x} className="chip">
                  <kbd>{letters(x, y)}</kbd>
                  <button
                    type="button"
                    className="button-quiet"
                    aria-label={t('safety.named', { word: t('picker.remove'), name: letters(x, y) })}
                    onClick={() => put(key_swaps.filter((pair) => pair[0] !== x))}
                  >
                    {t('picker.remove')}
                  </button>
                </li>
              ))}
            </ul>
          )}
          <div className="swap-form">
            {choice('swap-one', t('safety.swap_letter'), a, '', setOne)}
            {choice('swap-other', t('safety.swap_with'), b, a, setOther)}
            <button type="button" className="button" onClick={() => put([...key_swaps, [codeOf(a), codeOf(b)]])}>
              {t('safety.swap')}
            </button>
          </div>
          <p className="help">{t('safety.swap_help')}</p>
        </>
      )}
    </fieldset>
  );
}
