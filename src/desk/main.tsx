/** Start of the desk: session first, then the page. */
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/frame.css';
import './styles/parts.css';
import './styles/pages.css';
import './styles/print.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { queries } from './api/queries.ts';
import { startSession } from './api/session.ts';
import { fetchPage } from './app/page-chunk.ts';
import { router } from './app/router.tsx';

const place = document.getElementById('desk');
if (!place) throw new Error('index.html has no #desk');
createRoot(place).render(
  <QueryClientProvider client={queries}>
    <RouterProvider router={router} />
  </QueryClientProvider>,
);
void startSession();
// On its way while the node is asked who is here.
const [matched] = router.getMatchedRoutes(location.pathname);
for (const route of matched) fetchPage(route.options.component);
