/** One edition that was built: what it is, what it held, whether its folder is whole now, and what can be done with it. */
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { EditionJson, EditionTexts } from '../../../contract/areas/publications.ts';
import { EDITION_ARCHIVE } from '../../../contract/areas/publications.ts';
import { LANGS } from '../../../messages/translate.ts';
import type { PublicationsSearch } from '../../app/address.ts';
import { useKinds } from '../../app/kinds.ts';
import { useReading } from '../../app/space.tsx';
import { useMay } from '../../app/who.ts';
import { useWords } from '../../i18n/language.tsx';
import { Count } from '../count.tsx';
import { type Saved, SavedLine } from '../form.tsx';
import { PathLink } from '../path-link.tsx';
import { When } from '../when.tsx';
import { EditionChanges } from './changes.tsx';
import { CopyForm } from './copy-form.tsx';
import { FolderCheck } from './folder-check.tsx';
import { megabytes } from './size.ts';
import { TextsForm } from './texts-form.tsx';

const route = getRouteApi('/s/$space/publications');

/** Texts of one correction, each in its language. */
export function InLanguages(props: { readonly texts: EditionTexts }): ReactNode {
  return (
    <>
      {LANGS.filter((lang) => props.texts[lang] !== undefined).map((lang) => (
        <p key={lang} lang={lang} dir="auto" className="correction-text">
          {props.texts[lang]}
        </p>
      ))}
    </>
  );
}

function Facts(props: { readonly edition: EditionJson }): ReactNode {
  const { t, lang } = useWords();
  const kinds = useKinds();
  const { edition: e } = props;
  const held = Object.entries(e.counts).filter(([, n]) => n > 0);
  return (
    <dl className="edition-facts">
      <div>
        <dt>{t('pub.built')}</dt>
        <dd>
          <When edtf={e.at} />, {e.by_name}
        </dd>
      </div>
      <div>
        <dt>{t('pub.as_of')}</dt>
        <dd>
          <When edtf={e.read_as_of} />
        </dd>
      </div>
      <div>
        <dt>{t('pub.languages')}</dt>
        <dd>{e.langs.map((l) => t(`pub.lang.${l}`)).join(', ')}</dd>
      </div>
      <div>
        <dt>{t('pub.pages')}</dt>
        <dd>
          <Count kind="documented" n={e.pages} />
        </dd>
      </div>
      <div>
        <dt>{t('pub.size')}</dt>
        <dd>{t('pub.megabytes', { n: megabytes(e.bytes, lang) })}</dd>
      </div>
      <div className="edition-wide">
        <dt>{t('pub.holds')}</dt>
        <dd className="edition-held">
          {held.map(([kind, n]) => (
            <span key={kind}>
              {kinds.kind(kind)} <Count kind="documented" n={n} />
            </span>
          ))}
        </dd>
      </div>
      {e.parts_out.length > 0 && (
        <div className="edition-wide">
          <dt>{t('pub.out')}</dt>
          <dd>{e.parts_out.map((part) => t(`pub.part.${part as 'events'}`)).join(', ')}</dd>
        </div>
      )}
      <div className="edition-wide">
        <dt>{t('pub.hash')}</dt>
        <dd className="mono">{e.sha256}</dd>
      </div>
    </dl>
  );
}

function SaidOfIt(props: { readonly edition: EditionJson }): ReactNode {
  const { t } = useWords();
  const { corrections, withdrawn } = props.edition;
  const when = (printed: number | null): string =>
    printed === null ? t('pub.not_printed') : t('pub.printed', { n: printed });
  return (
    <>
      {withdrawn && (
        <div className="notice notice-bad">
          <p className="notice-title">
            {t('pub.withdrawn')} <When edtf={withdrawn.at} dayOnly />
          </p>
          <InLanguages texts={withdrawn.texts} />
          <p className="help">{withdrawn.printed === null ? t('pub.withdrawn_next') : when(withdrawn.printed)}</p>
        </div>
      )}
      {corrections.length > 0 && (
        <section>
          <h3>{t('pub.corrections')}</h3>
          <ul className="plain">
            {corrections.map((c) => (
              <li key={c.at} className="correction">
                <InLanguages texts={c.texts} />
                {c.replaces !== null && (
                  <p>
                    {t('pub.in_place_of')}: <q dir="auto">{c.replaces}</q>
                  </p>
                )}
                <p className="help">
                  <When edtf={c.at} dayOnly /> {when(c.printed)}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

export function EditionCard(props: {
  readonly edition: EditionJson;
  readonly form: PublicationsSearch['form'];
}): ReactNode {
  const { t } = useWords();
  const { edition } = props;
  const { space } = useReading();
  const navigate = route.useNavigate();
  const maySay = useMay('reviewer');
  const mayCopy = useMay('manager');
  const [saved, setSaved] = useState<Saved | null>(null);
  const id = `edition-${edition.number}`;
  const close = (): void => void navigate({ search: {}, resetScroll: false });
  const done = (result: Saved): void => {
    close();
    setSaved(result);
  };
  const opens = (form: NonNullable<PublicationsSearch['form']>): PublicationsSearch =>
    props.form === form ? {} : { edition: String(edition.number), form };
  const link = (form: NonNullable<PublicationsSearch['form']>, words: string): ReactNode => (
    <Link from={route.id} search={opens(form)} resetScroll={false} className="button" onClick={() => setSaved(null)}>
      {words}
    </Link>
  );
  return (
    <article className="edition" aria-labelledby={id}>
      <h2 id={id} tabIndex={-1} data-row="">
        {edition.publication === null ? (
          t('pub.edition', { n: edition.number })
        ) : (
          <PathLink to={`records/${edition.publication}`}>{t('pub.edition', { n: edition.number })}</PathLink>
        )}
      </h2>
      <SavedLine saved={saved} />
      <SaidOfIt edition={edition} />
      <Facts edition={edition} />
      {edition.dir === null ? (
        <p className="notice">{t('pub.gone')}</p>
      ) : (
        <>
          <details>
            <summary>{t('pub.folder')}</summary>
            <p className="mono">{edition.dir}</p>
          </details>
          <FolderCheck number={edition.number} />
        </>
      )}
      <div className="page-actions">
        {edition.dir !== null && (
          <a className="button" href={EDITION_ARCHIVE(space.slug, edition.number)} download={edition.archive}>
            {t('pub.download', { name: edition.archive })}
          </a>
        )}
        {link('changes', t('pub.what_changed'))}
        {mayCopy && edition.dir !== null && link('copy', t('pub.copy'))}
        {maySay && link('correct', t('pub.correct'))}
        {maySay && edition.withdrawn === null && link('withdraw', t('pub.withdraw'))}
      </div>
      {props.form === 'changes' && <EditionChanges number={edition.number} />}
      {props.form === 'copy' && mayCopy && <CopyForm edition={edition} onClose={close} />}
      {props.form === 'correct' && maySay && (
        <TextsForm what="correct" number={edition.number} onClose={close} onSaved={done} />
      )}
      {props.form === 'withdraw' && maySay && (
        <TextsForm what="withdraw" number={edition.number} onClose={close} onSaved={done} />
      )}
    </article>
  );
}
