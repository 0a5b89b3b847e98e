import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation';
import { useHref, useNavigate } from 'react-router';
import { base } from '../api/client';
import { problemOf } from '../api/problem';
import { useLiveState } from '../live/use-live';
import { useSession } from '../session/session';
import { setAppearance, useAppearance, type Theme } from './appearance';
import { useMessages } from './messages';
import { Search } from './search';

/** The bar above every page: where one is, how it looks, and who one is. */
export function TopBar() {
  const { session, signOut } = useSession();
  const { say } = useMessages();
  const navigate = useNavigate();
  const appearance = useAppearance();
  const root = useHref('/');
  const live = useLiveState();
  const look: TopNavigationProps.MenuDropdownUtility = {
    type: 'menu-dropdown', iconName: 'settings', title: 'Appearance', ariaLabel: 'Appearance',
    items: [
      {
        id: 'theme', text: 'Theme',
        items: (['system', 'light', 'dark'] as Theme[]).map((theme) => ({
          id: theme, text: theme === 'system' ? 'As the machine' : theme === 'light' ? 'Light' : 'Dark',
          itemType: 'checkbox' as const, checked: appearance.theme === theme,
        })),
      },
      { id: 'density', text: 'Density', items: [{ id: 'compact', text: 'Compact', itemType: 'checkbox' as const, checked: appearance.compact }] },
    ],
    onItemClick: ({ detail }) => setAppearance(detail.id === 'compact' ? { compact: !appearance.compact } : { theme: detail.id as Theme }),
  };
  const person: TopNavigationProps.MenuDropdownUtility = {
    type: 'menu-dropdown', iconName: 'user-profile', text: session.actor, ariaLabel: `Signed in as ${session.actor}`,
    description: `${session.roles.join(', ')} in workspace ${session.workspace}`,
    items: [{ id: 'signout', text: 'Sign out' }],
    onItemClick: () => {
      signOut().then(() => navigate('/'), (failure: unknown) => say({ type: 'error', header: problemOf(failure).title, content: problemOf(failure).detail }));
    },
  };
  return (
    <TopNavigation
      identity={{
        href: root, title: 'Cavra', logo: { src: `${base}/favicon.svg`, alt: '' },
        onFollow: (event) => {
          event.preventDefault();
          void navigate('/');
        },
      }}
      search={<Search />}
      utilities={[
        ...(live === 'off' ? [] : [{
          type: 'button' as const, iconName: live === 'live' ? 'status-positive' as const : 'status-in-progress' as const, text: live === 'live' ? 'live' : 'reconnecting…',
          ariaLabel: live === 'live' ? 'Live: what is shown renews itself' : 'The connection is lost and looked for; what is shown may be old',
          title: live === 'live' ? 'What is shown renews itself' : 'The connection is lost and looked for; what is shown may be old',
        }]),
        { type: 'button', text: session.workspace, ariaLabel: `Workspace ${session.workspace}`, title: 'Workspace' },
        look,
        person,
      ]}
    />
  );
}
