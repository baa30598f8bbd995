import { ActionIcon, Menu, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import {
  IconArrowBackUp,
  IconBookmark,
  IconArrowsShuffle,
  IconBooks,
  IconCalendarStats,
  IconCopy,
  IconDice5,
  IconEyeOff,
  IconDots,
  IconFolderPlus,
  IconHistory,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconPhoto,
  IconPlayerPlay,
  IconServer2,
  IconSettings,
  IconStars,
  IconSun,
  IconTags,
  IconTrash,
  IconWifiOff,
} from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api } from '../api/client.ts';
import { events } from '../api/event-hub.ts';
import { authQuery } from '../api/queries.ts';
import { openKeyHelp } from '../components/key-help.tsx';
import { MagpieMark } from '../components/magpie-mark.tsx';
import { newSeed, withOrder } from '../features/deck/query-text.ts';
import { useRandom } from '../features/deck/use-random.ts';
import { SearchBox } from '../features/gallery/search-box.tsx';
import { openBlurDialog } from '../features/marks/blur-dialog.tsx';
import { IngestIndicator } from '../features/sessions/ingest-indicator.tsx';
import { UploadButton } from '../features/upload/upload-button.tsx';
import classes from './root.module.css';

export function Header() {
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const { setColorScheme } = useMantineColorScheme();
  const toggle = (): void => setColorScheme(scheme === 'dark' ? 'light' : 'dark');
  const SchemeIcon = scheme === 'dark' ? IconSun : IconMoon;
  const schemeLabel = scheme === 'dark' ? 'Light appearance' : 'Dark appearance';
  return (
    <header className={classes.header}>
      <div className={classes.left}>
        <Link to="/" search={{}} className={classes.brand} aria-label="Magpie, to the library">
          <MagpieMark size={30} />
          <span>Magpie</span>
        </Link>
        <nav className={classes.wide} aria-label="Main">
          <Link to="/" search={{}} activeOptions={{ exact: true, includeSearch: false }} className={classes.nav}>
            Library
          </Link>
          <Link to="/ingest" search={{}} activeOptions={{ includeSearch: false }} className={classes.nav}>
            Ingest
          </Link>
          <Link to="/sessions" search={{}} activeOptions={{ includeSearch: false }} className={classes.nav}>
            Sessions
          </Link>
          <Link to="/system" className={classes.nav}>
            System
          </Link>
        </nav>
      </div>
      <SearchBox />
      <div className={classes.right}>
        <Offline />
        <IngestIndicator />
        <span className={classes.narrow}>
          <UploadButton compact />
        </span>
        <span className={classes.wide}>
          <Tooltip label={schemeLabel}>
            <ActionIcon variant="subtle" color="gray" size="lg" onClick={toggle} aria-label={schemeLabel}>
              <SchemeIcon size={20} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        </span>
        <MoreMenu schemeLabel={schemeLabel} SchemeIcon={SchemeIcon} onToggle={toggle} />
        <span className={classes.wide} style={{ marginLeft: 8 }}>
          <UploadButton />
        </span>
      </div>
    </header>
  );
}

interface MoreMenuProps {
  readonly schemeLabel: string;
  readonly SchemeIcon: typeof IconSun;
  readonly onToggle: () => void;
}

function MoreMenu({ schemeLabel, SchemeIcon, onToggle }: MoreMenuProps) {
  const queries = useQueryClient();
  const { data: auth } = useQuery(authQuery);
  // Of what is open: a search is scored, shown and picked from as it is.
  const { q } = useSearch({ strict: false });
  const search = q ? { q } : {};
  const random = useRandom();
  const navigate = useNavigate();
  const logout = async (): Promise<void> => {
    await api.POST('/api/v1/auth/logout').catch(() => undefined);
    await queries.resetQueries();
  };
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="More">
          <IconDots size={20} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPhoto size={17} />} renderRoot={(props) => <Link {...props} to="/" search={{}} />}>
          Library
        </Menu.Item>
        <Menu.Item leftSection={<IconTags size={17} />} renderRoot={(props) => <Link {...props} to="/tags" search={{}} />}>
          Tags
        </Menu.Item>
        <Menu.Item leftSection={<IconBooks size={17} />} renderRoot={(props) => <Link {...props} to="/pools" />}>
          Pools
        </Menu.Item>
        <Menu.Item leftSection={<IconStars size={17} />} renderRoot={(props) => <Link {...props} to="/score" search={search} />}>
          Score
        </Menu.Item>
        <Menu.Item leftSection={<IconPlayerPlay size={17} />} renderRoot={(props) => <Link {...props} to="/slideshow" search={search} />}>
          Slideshow
        </Menu.Item>
        <Menu.Item leftSection={<IconDice5 size={17} />} onClick={random}>
          Random picture
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowsShuffle size={17} />}
          onClick={() => void navigate({ to: '/', search: { q: withOrder(q ?? '', `random:${newSeed()}`) } })}
        >
          Shuffle
        </Menu.Item>
        <Menu.Item leftSection={<IconCalendarStats size={17} />} renderRoot={(props) => <Link {...props} to="/activity" search={{}} />}>
          Activity
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconBookmark size={17} />} renderRoot={(props) => <Link {...props} to="/searches" />}>
          Saved searches
        </Menu.Item>
        <Menu.Item leftSection={<IconFolderPlus size={17} />} renderRoot={(props) => <Link {...props} to="/ingest" search={{}} />}>
          Ingest
        </Menu.Item>
        <Menu.Item leftSection={<IconHistory size={17} />} renderRoot={(props) => <Link {...props} to="/sessions" search={{}} />}>
          Sessions
        </Menu.Item>
        <Menu.Item leftSection={<IconServer2 size={17} />} renderRoot={(props) => <Link {...props} to="/system" />}>
          System
        </Menu.Item>
        <Menu.Item leftSection={<IconSettings size={17} />} renderRoot={(props) => <Link {...props} to="/settings" />}>
          Settings
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowBackUp size={17} />} renderRoot={(props) => <Link {...props} to="/edits" />}>
          Edits
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={17} />} renderRoot={(props) => <Link {...props} to="/duplicates" />}>
          Duplicates
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={17} />} renderRoot={(props) => <Link {...props} to="/trash" />}>
          Trash
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<SchemeIcon size={17} />} onClick={onToggle}>
          {schemeLabel}
        </Menu.Item>
        <Menu.Item leftSection={<IconEyeOff size={17} />} onClick={openBlurDialog}>
          Blurred pictures
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={17} />} onClick={openKeyHelp}>
          Keyboard
        </Menu.Item>
        {auth?.passwordSet && (
          <Menu.Item leftSection={<IconLogout size={17} />} onClick={() => void logout()}>
            Log out
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Said only after a while: a reconnect in a blink is nobody's business. */
function Offline() {
  const [offline, setOffline] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined = setTimeout(() => setOffline(!events.connected), 4000);
    const stop = events.on('connection', (connected) => {
      clearTimeout(timer);
      timer = undefined;
      if (connected) setOffline(false);
      else timer = setTimeout(() => setOffline(!document.hidden), 3000);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  if (!offline) return null;
  return (
    <span className={classes.offline} role="status" title="Magpie cannot be reached; trying again by itself">
      <IconWifiOff size={15} aria-hidden /> <span>Reconnecting…</span>
    </span>
  );
}
