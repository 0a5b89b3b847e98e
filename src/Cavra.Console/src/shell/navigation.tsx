import Badge from '@cloudscape-design/components/badge';
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import { useQuery } from '@tanstack/react-query';
import { useHref, useLocation, useNavigate } from 'react-router';
import { base } from '../api/client';
import { reads } from '../api/queries';
import { placeOfObligation } from '../pages/overview/obligations';
import { useSession } from '../session/session';
import { isFor, pages } from './pages';

/** The list of pages; a page whose reading the caller's roles don't allow is left out. */
export function Navigation({ onFollow }: { onFollow: () => void }) {
  const { may } = useSession();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const root = useHref('/');
  const config = useQuery(reads.config);
  const shown = pages.filter((page) => isFor(page, may));
  const active = shown.filter((page) => pathname === page.path || (page.path !== '/' && pathname.startsWith(`${page.path}/`))).at(-1);
  const needs = useQuery(reads.obligations);
  // What awaits this person, at the page where it is discharged.
  const countOf = (path: string) => needs.data?.obligations
    .filter((obligation) => placeOfObligation(obligation.kind).split('?')[0] === path)
    .reduce((sum, obligation) => sum + obligation.count, 0) ?? 0;
  const items: SideNavigationProps.Item[] = [
    ...shown.map((page) => {
      const count = countOf(page.path);
      return { type: 'link' as const, text: page.title, href: `${base}${page.path}`, ...(count > 0 ? { info: <Badge color="red">{count}</Badge> } : {}) };
    }),
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
