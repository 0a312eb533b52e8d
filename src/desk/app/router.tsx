/** Addresses of the desk and the page behind each; a page is fetched when it is first opened. */
import { createRootRoute, createRoute, createRouter, redirect, retainSearchParams } from '@tanstack/react-router';
import { SpaceFrame } from '../parts/space-frame.tsx';
import {
  parseAddress,
  readDemandSearch,
  readRecordSearch,
  readRecordsSearch,
  readSpaceSearch,
  readStatementSearch,
  readTodaySearch,
  type SpaceSearch,
  writeAddress,
} from './address.ts';
import { FirstSpace, NoSuchPage, PageFault } from './entry.tsx';
import { Gate } from './gate.tsx';
import { pageChunk } from './page-chunk.ts';

const TodayPage = pageChunk(async () => (await import('../pages/today.tsx')).TodayPage);
const RecordsPage = pageChunk(async () => (await import('../pages/records.tsx')).RecordsPage);
const RecordPage = pageChunk(async () => (await import('../pages/record.tsx')).RecordPage);
const StatementsPage = pageChunk(async () => (await import('../pages/statements.tsx')).StatementsPage);
const StatementPage = pageChunk(async () => (await import('../pages/statement.tsx')).StatementPage);
const DemandsPage = pageChunk(async () => (await import('../pages/demands.tsx')).DemandsPage);
const DemandPage = pageChunk(async () => (await import('../pages/demand.tsx')).DemandPage);
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
    throw redirect({ to: '/s/$space/today', params });
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
});
export const statementRoute = createRoute({
  getParentRoute: () => spaceRoute,
  path: '/statements/$id',
  component: StatementPage,
  validateSearch: readStatementSearch,
});
const demandsRoute = createRoute({ getParentRoute: () => spaceRoute, path: '/demands', component: DemandsPage });
export const demandRoute = createRoute({
  getParentRoute: () => spaceRoute,
  path: '/demands/$id',
  component: DemandPage,
  validateSearch: readDemandSearch,
});
const settingsRoute = createRoute({ getParentRoute: () => spaceRoute, path: '/settings', component: SettingsPage });

const routeTree = root.addChildren([
  first,
  login,
  spaceRoute.addChildren([
    spaceHome,
    todayRoute,
    recordsRoute,
    recordRoute,
    statementsRoute,
    statementRoute,
    demandsRoute,
    demandRoute,
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
