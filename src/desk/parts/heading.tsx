/** The head of a page: h1 that takes the focus after a change of page, title of the tab, one primary action. */
import { type ReactNode, useEffect, useRef } from 'react';
import { useReading } from '../app/space.tsx';
import { useWords } from '../i18n/language.tsx';
import { langOf } from '../i18n/script.ts';
import { tourSpeaks } from './help/tour-steps.ts';

let firstPage = true;

export function Heading(props: {
  readonly title: string;
  /** Language of a title that comes from data. */
  readonly fromData?: boolean;
  /** Words of a text, to stand in quotation marks. */
  readonly quoted?: boolean;
  /** Title of the tab when it must not hold the page's own title: names and titles of private spaces stay out of it. */
  readonly tab: string;
  readonly above?: ReactNode;
  readonly below?: ReactNode;
  readonly children?: ReactNode;
}): ReactNode {
  const { t, lang } = useWords();
  const { space } = useReading();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${props.tab} · ${space.title[lang]} · ${t('app.name')}`;
  }, [props.tab, space, lang, t]);
  useEffect(() => {
    if (!firstPage) {
      scrollTo(0, 0);
      if (!tourSpeaks()) head.current?.focus({ preventScroll: true });
    }
    firstPage = false;
  }, []);
  return (
    <div className="page-head">
      <div className="page-head-words">
        {props.above && <div className="page-above">{props.above}</div>}
        <h1
          ref={head}
          tabIndex={-1}
          dir="auto"
          className={props.fromData ? 'from-data' : undefined}
          lang={props.fromData ? langOf(props.title, lang) : undefined}
        >
          {props.quoted ? <q>{props.title}</q> : props.title}
        </h1>
        {props.below && <div className="page-below">{props.below}</div>}
      </div>
      {props.children && <div className="page-actions">{props.children}</div>}
    </div>
  );
}
