/** Exchange by file: write one for members, read one that came, and what became of each; then the files that travelled so far. */
import { type ReactNode, useState } from 'react';
import type { CoalitionJson } from '../../../contract/areas/coalition.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';
import { Jobs } from './jobs.tsx';
import { ReadForm } from './read-form.tsx';
import { WriteForm } from './write-form.tsx';

const KINDS = ['write', 'read'] as const;

export function FileExchange(props: { readonly coalition: CoalitionJson }): ReactNode {
  const { t } = useWords();
  const { space } = useScope();
  const [open, setOpen] = useState(false);
  const { members, bundles } = props.coalition;
  return (
    <section aria-labelledby="by-file">
      <div className="section-head">
        <h2 id="by-file">{t('exch.by_file')}</h2>
        <button type="button" className="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('exch.write')}
        </button>
      </div>
      <p className="help">{t('exch.by_file_what')}</p>
      {open && <WriteForm members={members} onClose={() => setOpen(false)} />}
      <ReadForm />
      <Jobs space={space} label={t('exch.by_file')} kinds={KINDS} />
      <h3>{t('coalition.bundles')}</h3>
      {bundles.length === 0 && <p className="help">{t('exch.bundles_none')}</p>}
      <ul className="travel-list">
        {bundles.map((bundle) => (
          <li key={`${bundle.at} ${bundle.name}`}>
            <span className="travel-name" dir="auto">
              {bundle.name}
            </span>
            <span className="item-meta">
              <span>{t(`coalition.bundle_${bundle.direction}`)}</span>
              <When edtf={bundle.at} />
              {bundle.organisations.length > 0 && <Said text={bundle.organisations.join(', ')} />}
              {bundle.direction === 'read' && <span>{t('exch.new_notes', { n: bundle.new })}</span>}
              {bundle.refused > 0 && <span className="warn">{t('exch.refused', { n: bundle.refused })}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
