/** The next edition: what it is to hold, its checks with their answers, preview, changes, and the button that builds it. */
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import type { EditionPlanJson, EditionSelectionJson } from '../../../contract/areas/publications.ts';
import { call } from '../../api/client.ts';
import { useRead } from '../../api/queries.ts';
import { useSave } from '../../app/save.ts';
import { useScope } from '../../app/space.tsx';
import { useMay } from '../../app/who.ts';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';
import { savedNow } from '../form.tsx';
import { Heading } from '../heading.tsx';
import { ROW_KEYS, usePageKeys } from '../keys.ts';
import { Loadable, ProblemView } from '../loadable.tsx';
import { ChangesView } from './changes.tsx';
import { CheckRow } from './check-row.tsx';
import { Preview } from './preview.tsx';
import { SelectionForm } from './selection-form.tsx';
import { isSettled, useCheck } from './use-check.ts';
import { useFollow, WorkView } from './work.tsx';

const route = getRouteApi('/s/$space/publications');

function Prepared(props: { readonly plan: EditionPlanJson; readonly again: () => void }): ReactNode {
  const { t } = useWords();
  const { space } = useScope();
  const { plan } = props;
  const navigate = route.useNavigate();
  const mayBuild = useMay('reviewer');
  const checked = useCheck(space, plan.selection);
  const choose = useSave();
  const build = useSave();
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const titles = useRef(new Map<string, string>());
  for (const check of checked.found?.checks ?? [])
    for (const item of check.records) titles.current.set(item.id, item.title);
  useFollow(plan.work, props.again);

  const change = async (part: Partial<EditionSelectionJson>): Promise<void> => {
    const done = await choose.run(() => call('editions.prepare', { space, ...part }));
    if (done) setSavedAt(savedNow('').at);
  };
  const start = async (): Promise<void> => {
    if (build.busy || !ready) return;
    // The plan then says that it runs, and is followed from there.
    setTimeout(props.again, 300);
    const made = await build.run(() => call('editions.build', { space }));
    if (!made) return props.again();
    announce(t('pub.done', { n: made.number }));
    await navigate({ search: {} });
  };
  const { found } = checked;
  const checks = found?.checks ?? [];
  const open = checks.filter((c) => c.verdict !== 'ok');
  const passed = checks.filter((c) => c.verdict === 'ok');
  const stops = open.filter((c) => c.verdict === 'stop').length;
  const asks = open.filter((c) => c.verdict === 'ask' && !isSettled(c, plan.answers)).length;
  const running = plan.work?.state === 'running';
  const ready = found !== null && !checked.busy && stops === 0 && asks === 0;
  return (
    <>
      <Heading
        title={t('pub.prepare', { n: plan.number })}
        tab={t('nav.publications')}
        below={
          <Link from={route.id} search={{}}>
            {t('pub.all')}
          </Link>
        }
      >
        {mayBuild && !running && (
          <button
            type="button"
            className="button-primary"
            aria-disabled={!ready || build.busy}
            aria-describedby="build-help"
            onClick={() => void start()}
          >
            {t('pub.build', { n: plan.number })}
          </button>
        )}
      </Heading>
      {!mayBuild && <p className="notice">{t('pub.only_reviewers')}</p>}
      {mayBuild && (
        <p id="build-help" className="help">
          {t(ready ? 'pub.build_help' : 'pub.not_ready')}
        </p>
      )}
      {plan.work && (
        <WorkView
          work={plan.work}
          title={t('pub.building', { n: plan.work.edition ?? plan.number, name: plan.work.by_name })}
        >
          {mayBuild && (
            <button type="button" className="button" onClick={() => void call('editions.cancel', { space })}>
              {t('pub.cancel_build')}
            </button>
          )}
        </WorkView>
      )}
      {build.problem && plan.work?.state !== 'failed' && plan.work?.state !== 'cancelled' && (
        <ProblemView problem={build.problem} />
      )}
      <SelectionForm
        plan={plan}
        mayChange={mayBuild && !running}
        save={choose}
        savedAt={savedAt}
        onChange={(part) => void change(part)}
        titleOf={(id) => titles.current.get(id) ?? null}
      />
      <section aria-labelledby="checks" aria-busy={checked.busy}>
        <div className="section-head">
          <h2 id="checks">{t('pub.checks')}</h2>
          <button type="button" className="button-quiet" aria-disabled={checked.busy} onClick={checked.again}>
            {t('pub.check_again')}
          </button>
        </div>
        <p role="status">
          {checked.busy
            ? t('pub.checks_running')
            : found === null
              ? ''
              : stops + asks === 0
                ? t('pub.ready')
                : t('pub.summary', { stops, asks })}
        </p>
        {checked.problem && <ProblemView problem={checked.problem} again={checked.again} />}
        {found && !checked.busy && found.revision !== plan.revision && !running && (
          <p className="notice">
            {t('pub.older')}{' '}
            <button type="button" className="button-quiet" onClick={checked.again}>
              {t('pub.check_again')}
            </button>
          </p>
        )}
        {open.length > 0 && (
          <ul className="plain checks">
            {open.map((check) => (
              <CheckRow
                key={check.code}
                check={check}
                plan={plan}
                onLeaveOut={(ids) => void change({ leave_out: [...plan.selection.leave_out, ...ids] })}
              />
            ))}
          </ul>
        )}
        {passed.length > 0 && (
          <details open={open.length === 0}>
            <summary>{t('pub.passed')}</summary>
            <ul className="plain checks">
              {passed.map((check) => (
                <CheckRow key={check.code} check={check} plan={plan} onLeaveOut={() => undefined} />
              ))}
            </ul>
          </details>
        )}
      </section>
      {found && (
        <section aria-labelledby="changes">
          <h2 id="changes">{t('pub.changes')}</h2>
          <ChangesView changes={found.changes} />
        </section>
      )}
      <Preview plan={plan} />
    </>
  );
}

export function PlanPage(): ReactNode {
  const { as_of: _date, ...scope } = useScope();
  const read = useRead('editions.plan', scope);
  const { refetch } = read;
  const again = useCallback(() => void refetch(), [refetch]);
  usePageKeys(ROW_KEYS);
  return (
    <Loadable read={read} rows={10} whole>
      {(plan) => <Prepared plan={plan} again={again} />}
    </Loadable>
  );
}
