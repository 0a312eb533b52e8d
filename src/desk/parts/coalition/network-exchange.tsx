/** Exchange by network: addresses of a space with how the last try went, a button that exchanges now, and what came of it. */
import { type ReactNode, useState } from 'react';
import type { SyncPeerJson } from '../../../contract/areas/exchange.ts';
import { call } from '../../api/client.ts';
import { exchangeNow } from '../../api/exchange.ts';
import { useRead } from '../../api/queries.ts';
import { useSave } from '../../app/save.ts';
import { useMay } from '../../app/who.ts';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { LineField } from '../fields.tsx';
import { Loadable, ProblemView } from '../loadable.tsx';
import { When } from '../when.tsx';
import { Jobs } from './jobs.tsx';
import { reasonOf } from './reasons.ts';

const KINDS = ['sync'] as const;
const PEERS_MS = 5_000;
const EMPTY: { readonly url: string } = { url: '' };

function Peer(props: { readonly space: string; readonly peer: SyncPeerJson; readonly name: string | null }): ReactNode {
  const { t } = useWords();
  const { space, peer, name } = props;
  const manager = useMay('manager');
  const [start, drop] = [useSave(), useSave()];
  const named = (word: string): string => t('safety.named', { word, name: name ?? peer.url });
  const problem = start.problem ?? drop.problem;
  return (
    <li className="member-row">
      <div className="member-who">
        {name !== null && (
          <p>
            <strong dir="auto">{name}</strong>
          </p>
        )}
        <p className="mono travel-name" dir="ltr" lang="und">
          {peer.url}
        </p>
        <p className="item-meta">
          <span className={peer.at === null ? undefined : 'ok'}>
            {peer.at === null ? (
              t('exch.never')
            ) : (
              <>
                {t('exch.last_good')} <When edtf={peer.at} />
              </>
            )}
          </span>
        </p>
        {peer.last_error !== null && (
          <div className="warn">
            <p>
              {t('exch.last_failed')} {peer.tried !== null && <When edtf={peer.tried} />}
            </p>
            <p>{t(reasonOf(peer.last_error))}</p>
            <details>
              <summary>{t('details')}</summary>
              <p className="mono">{peer.last_error}</p>
              {peer.next !== null && (
                <p>
                  {t('exch.next_try')} <When edtf={peer.next} />
                </p>
              )}
            </details>
          </div>
        )}
        {problem && <ProblemView problem={problem} />}
      </div>
      <div className="person-acts">
        <button
          type="button"
          className="button"
          aria-label={named(t('exch.now'))}
          disabled={start.busy}
          onClick={() =>
            void start.run(async () => {
              const job = await exchangeNow(space, peer.url);
              announce(t('exch.begun'));
              return job;
            })
          }
        >
          {t('exch.now')}
        </button>
        {manager && (
          <button
            type="button"
            className="button"
            aria-label={named(t('exch.peer_remove'))}
            disabled={drop.busy}
            onClick={() =>
              void drop
                .run(() => call('sync.peer_remove', { space, url: peer.url }))
                .then((done) => done && announce(t('exch.peer_removed')))
            }
          >
            {t('exch.peer_remove')}
          </button>
        )}
      </div>
    </li>
  );
}

function AddPeer(props: { readonly space: string; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const form = useDraftForm(`coalition/peer/${props.space}`, EMPTY, () => 'peer-url');
  const url = form.draft.url.trim();
  const submit = (): void =>
    void form.submit({
      wrong: url === '' ? [{ field: 'peer-url', message: t('exch.peer_need') }] : [],
      write: () => call('sync.peer_add', { space: props.space, url }),
      done: () => {
        announce(t('exch.peer_added'));
        props.onClose();
      },
    });
  return (
    <DraftForm title={t('exch.peer_add')} save={t('exch.peer_add')} form={form} onSave={submit} onClose={props.onClose}>
      <LineField
        id="peer-url"
        label={t('exch.peer_url')}
        help={t('exch.peer_help')}
        required
        errors={form.errors}
        value={form.draft.url}
        wide
        onChange={(value) => form.change({ url: value })}
      />
    </DraftForm>
  );
}

export function NetworkExchange(props: {
  readonly space: string;
  /** Name of the space, where it is not the one that the page is about. */
  readonly of?: string;
  readonly nameOf: (party: string | null) => string | null;
}): ReactNode {
  const { t, lang } = useWords();
  const { space, of } = props;
  const manager = useMay('manager');
  const [adding, setAdding] = useState(false);
  // Tries that the node makes by itself change no record, and are told by no event.
  const read = useRead('sync.peers', { space, lang }, { everyMs: PEERS_MS });
  const id = `by-network-${space}`;
  const title = of === undefined ? t('exch.by_network') : t('exch.by_network_of', { name: of });
  return (
    <section aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>{title}</h2>
        {manager && (
          <button type="button" className="button" aria-expanded={adding} onClick={() => setAdding(!adding)}>
            {t('exch.peer_add')}
          </button>
        )}
      </div>
      <p className="help">{t(of === undefined ? 'exch.by_network_what' : 'exch.waiting_what')}</p>
      {adding && <AddPeer space={space} onClose={() => setAdding(false)} />}
      <Loadable read={read} rows={2}>
        {({ peers }) => (
          <>
            {peers.length === 0 && <p>{t('exch.peers_none')}</p>}
            <ul className="members" aria-label={title}>
              {peers.map((peer) => (
                <Peer key={peer.url} space={space} peer={peer} name={props.nameOf(peer.party)} />
              ))}
            </ul>
          </>
        )}
      </Loadable>
      <Jobs space={space} label={title} kinds={KINDS} />
    </section>
  );
}
