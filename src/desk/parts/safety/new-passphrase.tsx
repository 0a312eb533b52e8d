/** A new passphrase, typed twice. The node has the last word on whether it can be guessed. */
import type { ReactNode } from 'react';
import { MIN_PASSPHRASE } from '../../../contract/areas/safety.ts';
import { useWords } from '../../i18n/language.tsx';
import { SecretField } from './secret-field.tsx';

/** What is wrong already here: too short, or not typed the same twice. */
export const passphraseWrong = (passphrase: string, again: string): 'short' | 'differs' | null =>
  [...passphrase.trim()].length < MIN_PASSPHRASE ? 'short' : passphrase === again ? null : 'differs';

export function NewPassphrase(props: {
  readonly passphrase: string;
  readonly again: string;
  readonly tried: boolean;
  /** The node's refusal. */
  readonly error?: string | undefined;
  readonly onPassphrase: (value: string) => void;
  readonly onAgain: (value: string) => void;
}): ReactNode {
  const { t } = useWords();
  const wrong = props.tried ? passphraseWrong(props.passphrase, props.again) : null;
  return (
    <>
      <SecretField
        id="new-passphrase"
        label={t('safety.new_passphrase')}
        value={props.passphrase}
        autoComplete="new-password"
        help={t('safety.passphrase_help', { n: MIN_PASSPHRASE })}
        error={props.error ?? (wrong === 'short' ? t('safety.too_short', { n: MIN_PASSPHRASE }) : undefined)}
        onChange={props.onPassphrase}
      />
      <SecretField
        id="new-again"
        label={t('safety.once_more')}
        value={props.again}
        autoComplete="new-password"
        error={wrong === 'differs' ? t('safety.differs') : undefined}
        onChange={props.onAgain}
      />
    </>
  );
}
