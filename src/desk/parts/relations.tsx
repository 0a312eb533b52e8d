/** What a record refers to and what refers to it: counts per kind, the first ten, and the rest page by page. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ApiOut, RecordJson } from '../../contract/api.ts';
import { call } from '../api/client.ts';
import type { ApiProblem } from '../api/problem.ts';
import type { Kinds } from '../app/kinds.ts';
import { useScope } from '../app/space.tsx';
import { useWords } from '../i18n/language.tsx';
import { Count } from './count.tsx';
import { ItemRow } from './item-row.tsx';
import { ProblemView } from './loadable.tsx';

type Relation = RecordJson['relations'][number];
const PAGE = 50;

function RelationGroup(props: {
  readonly record: Pick<RecordJson, 'id' | 'kind' | 'relations'>;
  readonly relation: Relation;
  readonly kinds: Kinds;
}): ReactNode {
  const { t } = useWords();
  const { record, relation, kinds } = props;
  const { direction, field, kind } = relation;
  const scope = useScope();
  const [more, setMore] = useState(false);
  const input = { ...scope, id: record.id, direction, field, limit: PAGE };
  const read = useInfiniteQuery<
    ApiOut<'relations'>,
    ApiProblem,
    ApiOut<'relations'>['items'],
    unknown[],
    string | undefined
  >({
    queryKey: ['relations pages', input],
    queryFn: ({ pageParam, signal }) =>
      call('relations', pageParam === undefined ? input : { ...input, after: pageParam }, signal),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.cursor,
    select: (data) => data.pages.flatMap((page) => page.items),
    enabled: more,
  });
  const items = read.data ?? relation.items;
  const own = kinds.field(record.kind, field)?.label ?? field;
  const title =
    direction === 'from'
      ? own
      : t('relations.to', { kind: kinds.kind(kind), field: kinds.field(kind, field)?.label ?? field });
  const left = relation.count - items.length;
  return (
    <section className="relation">
      <h2>
        {title} <Count kind="documented" n={relation.count} />
      </h2>
      <ol className="rows">
        {items.map((item) => (
          <ItemRow key={item.id} item={item} kinds={kinds} />
        ))}
      </ol>
      {read.error && <ProblemView problem={read.error} again={() => void read.refetch()} />}
      {left > 0 && (
        <button
          type="button"
          className="button"
          aria-disabled={read.isFetching}
          onClick={() => {
            if (more && read.hasNextPage) void read.fetchNextPage();
            setMore(true);
          }}
        >
          {t('relations.more', { n: left })}
        </button>
      )}
    </section>
  );
}

export function Relations(props: {
  readonly record: Pick<RecordJson, 'id' | 'kind' | 'relations'>;
  readonly kinds: Kinds;
}): ReactNode {
  const { t } = useWords();
  const { record, kinds } = props;
  if (record.relations.length === 0) return <p className="empty">{t('relations.none')}</p>;
  return record.relations.map((r) => (
    <RelationGroup key={`${r.direction} ${r.kind} ${r.field}`} record={record} relation={r} kinds={kinds} />
  ));
}
