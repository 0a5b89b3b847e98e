import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import { useQuery } from '@tanstack/react-query';
import { useHref, useLocation, useNavigate } from 'react-router';
import { answerOf, api, base } from '../api/client';
import { useSession } from '../session/session';
import { pages } from './pages';

/** The list of pages; a page whose reading the caller's roles don't allow is left out. */
export function Navigation({ onFollow }: { onFollow: () => void }) {
  const { may } = useSession();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const root = useHref('/');
  const config = useQuery({ queryKey: ['config'], queryFn: ({ signal }) => answerOf(api.GET('/console/config', { signal })), staleTime: Infinity });
  const shown = pages.filter((page) => may(page.permission));
  const active = shown.filter((page) => pathname === page.path || (page.path !== '/' && pathname.startsWith(`${page.path}/`))).at(-1);
  const items: SideNavigationProps.Item[] = [
    ...shown.map((page) => ({ type: 'link' as const, text: page.title, href: `${base}${page.path}` })),
    { type: 'divider' },
    { type: 'link', text: 'API description', href: `${base}/swagger`, external: true, externalIconAriaLabel: 'Opens in a new tab' },
  ];
  return (
    <SideNavigation
      header={{ text: config.data ? `Cavra ${config.data.version}` : 'Cavra', href: root }}
      activeHref={`${base}${active?.path ?? ''}`}
      items={items}
      onFollow={(event) => {
        if (!event.detail.external) {
          event.preventDefault();
          void navigate(event.detail.href.slice(base.length) || '/');
          onFollow();
        }
      }}
    />
  );
}
