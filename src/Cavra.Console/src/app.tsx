import I18nProvider from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { lazy } from 'react';
import { Route, Routes } from 'react-router';
import { OverviewPage } from './pages/overview/overview-page';
import { SessionGate } from './session/session';
import { Shell } from './shell/shell';

const NotFoundPage = lazy(() => import('./pages/not-found-page'));

/** The console: who is signed in sees the shell, and in it one page at a time. */
export function App() {
  return (
    <I18nProvider locale="en" messages={[messages]}>
      <SessionGate>
        <Routes>
          <Route element={<Shell />}>
            <Route index element={<OverviewPage />} />
            <Route path="index.html" element={<OverviewPage />} />
            <Route path="signin" element={<OverviewPage />} />
            <Route path="*" element={<NotFoundPage />} />
          </Route>
        </Routes>
      </SessionGate>
    </I18nProvider>
  );
}
