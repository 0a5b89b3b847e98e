import AppLayout, { type AppLayoutProps } from '@cloudscape-design/components/app-layout';
import Flashbar from '@cloudscape-design/components/flashbar';
import { Suspense, useState } from 'react';
import { Outlet } from 'react-router';
import { ActHost } from '../act/act-host';
import { LiveContext, useLive } from '../live/use-live';
import { Waiting } from '../parts/waiting';
import { DetailsPanel, DetailsProvider, useDetails } from './details';
import { MessagesProvider, useMessages } from './messages';
import { Navigation } from './navigation';
import { PageBoundary } from './page-boundary';
import { TopBar } from './top-bar';
import { VersionFooter } from './version-footer';

/** What stands around every page: the bar above, the navigation, messages and the panel of details. */
export function Shell() {
  return (
    <LiveContext value={useLive()}>
      <MessagesProvider>
        <DetailsProvider>
          <ActHost>
            <Layout />
          </ActHost>
        </DetailsProvider>
      </MessagesProvider>
    </LiveContext>
  );
}

const labels: AppLayoutProps.Labels = {
  navigation: 'Pages', navigationClose: 'Close the list of pages', navigationToggle: 'Open the list of pages',
  notifications: 'Messages', tools: 'Help', toolsClose: 'Close help', toolsToggle: 'Open help',
};

function Layout() {
  const [isNavigationOpen, setNavigationOpen] = useState(() => window.innerWidth > 900);
  const { items } = useMessages();
  const { isOpen, close } = useDetails();
  return (
    <>
      <div id="top"><TopBar /></div>
      <AppLayout
        headerSelector="#top"
        toolsHide
        navigationWidth={230}
        navigation={<Navigation onFollow={() => setNavigationOpen(window.innerWidth > 900)} />}
        navigationOpen={isNavigationOpen}
        onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
        notifications={items.length > 0 ? <Flashbar items={items} stackItems={items.length > 3} /> : null}
        stickyNotifications
        splitPanel={<DetailsPanel />}
        splitPanelOpen={isOpen}
        onSplitPanelToggle={({ detail }) => {
          if (!detail.open) {
            close();
          }
        }}
        ariaLabels={labels}
        contentType="table"
        content={(
          <PageBoundary>
            <Suspense fallback={<Waiting what="the page" />}>
              <Outlet />
              <VersionFooter />
            </Suspense>
          </PageBoundary>
        )}
      />
    </>
  );
}
