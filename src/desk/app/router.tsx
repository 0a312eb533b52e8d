/** Addresses of the desk and the page behind each; a page is fetched when it is first opened. */
import { createRootRoute, createRoute, createRouter, redirect, retainSearchParams } from '@tanstack/react-router';
import { session } from '../api/session.ts';
import { SpaceFrame } from '../parts/space-frame.tsx';
import {
  parseAddress,
  readDeliveriesSearch,
  readDemandSearch,
  readPublicationsSearch,
  readDemandsSearch,
  readConnectivitySearch,
  readFiguresSearch,
  readNewRecordSearch,
  readRecordSearch,
  readRecordsSearch,
  readSignalsSearch,
  readSpaceSearch,
  readStatementSearch,
  readStatementsSearch,
  readTodaySearch,
  type SpaceSearch,
  writeAddress,
} from './address.ts';
import { FirstSpace, NoSuchPage, PageFault } from './entry.tsx';
import { Gate } from './gate.tsx';
import { addWords } from '../i18n/language.tsx';
import { pageChunk } from './page-chunk.ts';
import { firstPage } from './reach.ts';

const TodayPage = pageChunk(async () => (await import('../pages/today.tsx')).TodayPage);
const RecordsPage = pageChunk(async () => (await import('../pages/records.tsx')).RecordsPage);
const NewRecordPage = pageChunk(async () => (await import('../pages/new-record.tsx')).NewRecordPage);
const RecordPage = pageChunk(async () => (await import('../pages/record.tsx')).RecordPage);
const StatementsPage = pageChunk(async () => (await import('../pages/statements.tsx')).StatementsPage);
const StatementPage = pageChunk(async () => (await import('../pages/statement.tsx')).StatementPage);
const DemandsPage = pageChunk(async () => (await import('../pages/demands.tsx')).DemandsPage);
const DemandPage = pageChunk(async () => (await import('../pages/demand.tsx')).DemandPage);
const SignalsPage = pageChunk(async () => (await import('../pages/signals.tsx')).SignalsPage);
const FiguresPage = pageChunk(async () => (await import('../pages/figures.tsx')).FiguresPage);
const ConnectivityPage = pageChunk(async () => (await import('../pages/connectivity.tsx')).ConnectivityPage);
const DeliveriesPage = pageChunk(async () => (await import('../pages/deliveries.tsx')).DeliveriesPage);
const PublicationsPage = pageChunk(async () => (await import('../pages/publications.tsx')).PublicationsPage);
const CoalitionPage = pageChunk(async () => {
  const [{ CoalitionPage: page }, { coalitionWords }] = await Promise.all([
    import('../pages/coalition.tsx'),
    import('../parts/coalition/words.ts'),
  ]);
  await addWords(coalitionWords);
  return page;
});
const PeoplePage = pageChunk(async () => (await import('../pages/people.tsx')).PeoplePage);
const HelpPage = pageChunk(async () => (await import('../pages/help.tsx')).HelpPage);
const SettingsPage = pageChunk(async () => (await import('../pages/settings.tsx')).SettingsPage);

const root = createRootRoute({ component: Gate, notFoundComponent: NoSuchPage });
const first = createRoute({ getParentRoute: () => root, path: '/', component: FirstSpace });
const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  beforeLoad: () => {
    throw redirect({ to: '/' });
  },
});

export const spaceRoute = createRoute({
  getParentRoute: () => root,
  path: '/s/$space',
  component: SpaceFrame,
  validateSearch: (search: Record<string, unknown>): SpaceSearch => readSpaceSearch(search),
  search: { middlewares: [retainSearchParams(['asof'])] },
});
const spaceHome = createRoute({
  getParentRoute: () => spaceRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    const state = session();
    throw redirect({ to: `/s/$space/${state.status === 'in' ? firstPage(state.user.role) : 'today'}`, params });
  },
});
export const todayRoute = createRoute({
  getParentRoute: () => spaceRoute,
  path: '/today',
  component: TodayPage,
  validateSearch: readTodaySearch,
});
export const recordsRoute = createRoute({
  getParentRoute: () => spaceRoute,
  path: '/records',
  component: RecordsPage,
  validateSearch: readRecordsSearch,
});
export const newRecordRoute = createRoute({
  getParentRoute: () => spaceRoute,
  path: '/records/new',
  component: NewRecordPage,
  validateSearch: readNewRecordSearch,
});
export const recordRoute = createRoute({
  getParentRoute: () => spaceRoute,
  path: '/records/$id',
  component: RecordPage,
  validateSearch: readRecordSearch,
});
const statementsRoute = createRoute({
  getParentRoute: () => spaceRoute,
  path: '/statements',
  component: StatementsPage,
  validateSearch: readStatementsSearch,
});
export const statementRoute = createRoute({
  getParentRoute: () => spaceRoute,
  path: '/statements/$id',
  component: StatementPage,
  validateSearch: readStatementSearch,
});
const demandsRoute = createRoute({
  getParentRoute: () => spaceRoute,
  path: '/demands',
  component: DemandsPage,
  validateSearch: readDemandsSearch,
});
export const demandRoute = createRoute({
  getParentRoute: () => spaceRoute,
  path: '/demands/$id',
  component: DemandPage,
  validateSearch: readDemandSearch,
});
const signalsRoute = createRoute({
  getParentRoute: () => spaceRoute,
  path: '/signals',
  component: SignalsPage,
  validateSearch: readSignalsSearch,
});
const figuresRoute = createRoute({
  getParentRoute: () => spaceRoute,
  path: '/figures',
  component: FiguresPage,
  validateSearch: readFiguresSearch,
});
const connectivityRoute = createRoute({
  getParentRoute: () => spaceRoute,
  path: '/connectivity',
  component: ConnectivityPage,
  validateSearch: readConnectivitySearch,
});
const deliveriesRoute = createRoute({
  getParentRoute: () => spaceRoute,
  path: '/deliveries',
  component: DeliveriesPage,
  validateSearch: readDeliveriesSearch,
});
const publicationsRoute = createRoute({
  getParentRoute: () => spaceRoute,
  path: '/publications',
  component: PublicationsPage,
  validateSearch: readPublicationsSearch,
});
const coalitionRoute = createRoute({ getParentRoute: () => spaceRoute, path: '/coalition', component: CoalitionPage });
const peopleRoute = createRoute({ getParentRoute: () => spaceRoute, path: '/people', component: PeoplePage });
const helpRoute = createRoute({ getParentRoute: () => spaceRoute, path: '/help', component: HelpPage });
const settingsRoute = createRoute({ getParentRoute: () => spaceRoute, path: '/settings', component: SettingsPage });

const routeTree = root.addChildren([
  first,
  login,
  spaceRoute.addChildren([
    spaceHome,
    todayRoute,
    recordsRoute,
    newRecordRoute,
    recordRoute,
    statementsRoute,
    statementRoute,
    demandsRoute,
    demandRoute,
    signalsRoute,
    figuresRoute,
    connectivityRoute,
    deliveriesRoute,
    publicationsRoute,
    coalitionRoute,
    peopleRoute,
    helpRoute,
    settingsRoute,
  ]),
]);

export const router = createRouter({
  routeTree,
  parseSearch: parseAddress,
  stringifySearch: writeAddress,
  defaultPreload: false,
  defaultErrorComponent: PageFault,
  // Scroll positions would be kept in the browser's session storage; nothing about a case is.
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
