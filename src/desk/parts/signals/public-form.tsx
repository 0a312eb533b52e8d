/** The public form: off until a manager turns it on; its link is a secret that can be copied, renewed and ended. */
import { type ReactNode, useState } from 'react';
import type { ApiIn } from '../../../contract/api.ts';
import type { FormLinkJson } from '../../../contract/areas/signals.ts';
import { call } from '../../api/client.ts';
import { useRead } from '../../api/queries.ts';
import { useDraft } from '../../app/drafts.ts';
import { useSave } from '../../app/save.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';
import { ErrorList, FormField } from '../form.tsx';
import { Loadable } from '../loadable.tsx';
import { When } from '../when.tsx';

interface LinkDraft {
  readonly title: string | null;
  readonly expires: string | null;
}
const EMPTY: LinkDraft = { title: null, expires: null };

function LinkSettings(props: { readonly link: FormLinkJson }): ReactNode {
  const { t } = useWords();
  const scope = useScope();
  const save = useSave();
  const { link } = props;
  const [draft, change, clear] = useDraft('public form', EMPTY);
  const [said, setSaid] = useState('');
  const address = link.path === null ? null : `${location.origin}${link.path}`;
  const say = (words: string): void => {
    setSaid(words);
    announce(words);
  };
  const put = async (part: Partial<ApiIn<'signals.form_put'>>, done: string): Promise<void> => {
    if (save.busy) return;
    setSaid('');
    const answer = await save.run(() => call('signals.form_put', { space: scope.space, ...part }));
    if (answer === null) return;
    clear();
    say(done);
  };
  const copy = async (text: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      say(t('signals.link.copied'));
    } catch {
      say(t('signals.link.not_copied'));
    }
  };
  const title = draft.title ?? link.title;
  const expires = draft.expires ?? link.expires?.slice(0, 10) ?? '';
  const settings = { title: title.trim(), expires: expires === '' ? null : expires };
  return (
    <>
      <p>{t(link.on ? (link.ended ? 'signals.link.ended' : 'signals.link.is_on') : 'signals.link.is_off')}</p>
      <p className="help">{t('signals.link.received', { n: link.received })}</p>
      <ErrorList errors={[]} problem={save.problem} />
      <FormField id="link-title" label={t('signals.link.heading')} help={t('signals.link.heading_help')} errors={[]}>
        {(aids) => (
          <input
            {...aids}
            dir="auto"
            className="field-wide"
            value={title}
            onChange={(event) => change({ title: event.target.value })}
          />
        )}
      </FormField>
      <FormField id="link-end" label={t('signals.link.until')} help={t('signals.link.until_help')} errors={[]}>
        {(aids) => (
          <input {...aids} type="date" value={expires} onChange={(event) => change({ expires: event.target.value })} />
        )}
      </FormField>
      {link.on && address !== null && (
        <p>
          <span className="field-title">{t('signals.link.address')}</span> <code className="mono">{address}</code>
          {link.expires !== null && (
            <span className="help">
              {t('signals.link.ends')} <When edtf={link.expires} />
            </span>
          )}
        </p>
      )}
      <div className="save-form-buttons">
        {link.on ? (
          <>
            {address !== null && (
              <button type="button" className="button-primary" onClick={() => void copy(address)}>
                {t('signals.link.copy')}
              </button>
            )}
            <button type="button" className="button" onClick={() => void put(settings, t('signals.link.saved'))}>
              {save.busy ? t('form.saving') : t('signals.link.save')}
            </button>
            <button
              type="button"
              className="button"
              onClick={() => void put({ renew: true }, t('signals.link.renewed'))}
            >
              {t('signals.link.renew')}
            </button>
            <button type="button" className="button" onClick={() => void put({ on: false }, t('signals.link.off_now'))}>
              {t('signals.link.end')}
            </button>
          </>
        ) : (
          <button
            type="button"
            className="button-primary"
            onClick={() => void put({ on: true, ...settings }, t('signals.link.on_now'))}
          >
            {save.busy ? t('form.saving') : t('signals.link.turn_on')}
          </button>
        )}
      </div>
      <p role="status">{said}</p>
      <p className="help">{t('signals.link.renew_help')}</p>
    </>
  );
}

export function PublicForm(props: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const scope = useScope();
  const { space, lang } = scope;
  const read = useRead('signals.form', { space, ...(lang ? { lang } : {}) });
  return (
    <section className="save-form" aria-labelledby="link-head">
      <h2 id="link-head">{t('signals.link.title')}</h2>
      <p>{t('signals.link.what')}</p>
      <Loadable read={read} rows={4}>
        {(link) => <LinkSettings link={link} />}
      </Loadable>
      <div className="save-form-buttons">
        <button type="button" className="button" onClick={props.onClose}>
          {t('action.close')}
        </button>
      </div>
    </section>
  );
}
