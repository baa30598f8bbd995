import { ActionIcon, Button, Center, Loader, Menu, Stack, Title } from '@mantine/core';
import { useDocumentTitle, useFullscreenDocument, useIdle, useLocalStorage } from '@mantine/hooks';
import {
  IconArrowsShuffle,
  IconAspectRatio,
  IconClock,
  IconMaximize,
  IconMinimize,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBackFilled,
  IconPlayerSkipForwardFilled,
  IconVolume,
  IconVolumeOff,
  IconX,
} from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { formatCount } from '../components/format.ts';
import { ProblemView } from '../components/problem-view.tsx';
import { DeckStage } from '../features/deck/deck-stage.tsx';
import { newSeed, splitOrder, withOrder } from '../features/deck/query-text.ts';
import { useScreenKeys } from '../features/deck/use-screen-keys.ts';
import { useBlur } from '../features/marks/use-blur.ts';
import { SlideVideo } from '../features/slideshow/slide-video.tsx';
import classes from '../features/slideshow/slideshow.module.css';
import { useShow } from '../features/slideshow/use-show.ts';
import { useWakeLock } from '../features/upload/use-wake-lock.ts';

const SECONDS = [2, 3, 5, 8, 15, 30, 60];

/** A search that goes by itself, filling the screen. The order, also a shuffled one, is part of the address. */
export function SlideshowPage() {
  const { q = '' } = useSearch({ from: '/slideshow' });
  const navigate = useNavigate();
  const [seconds, setSeconds] = useLocalStorage({ key: 'magpie-show-seconds', defaultValue: 5, getInitialValueInEffect: false });
  const [fill, setFill] = useLocalStorage({ key: 'magpie-show-fill', defaultValue: false, getInitialValueInEffect: false });
  const [playing, setPlaying] = useState(true);
  const [muted, setMuted] = useState(true);
  const idle = useIdle(2500, { initialState: false }) && playing;
  const { toggle: toggleFullscreen, fullscreen } = useFullscreenDocument();
  const { isBlurred } = useBlur();
  const root = useRef<HTMLDivElement>(null);
  const { deck, index, asset, movie, go, onEnd, onFail } = useShow(q, { seconds, playing });
  const shuffled = /^order:random/i.test(splitOrder(q).order ?? '');
  useDocumentTitle('Slideshow · Magpie');
  useWakeLock(playing && asset !== undefined);
  useEffect(() => root.current?.focus({ preventScroll: true }), []);

  const leave = (): void => {
    if (document.fullscreenElement) void document.exitFullscreen();
    void navigate({ to: '/', search: q === '' ? {} : { q } });
  };
  const shuffle = (): void => {
    const next = withOrder(q, shuffled ? null : `random:${newSeed()}`);
    void navigate({ to: '/slideshow', search: next === '' ? {} : { q: next }, replace: true });
  };
  const slower = (by: 1 | -1): void => setSeconds(SECONDS[Math.max(0, Math.min(SECONDS.length - 1, SECONDS.indexOf(seconds) + by))] ?? 5);
  const pause = (): void => setPlaying(!playing);
  useScreenKeys(
    {
      ' ': pause,
      p: pause,
      ArrowRight: () => go(1),
      ArrowLeft: () => go(-1),
      '+': () => slower(-1),
      '=': () => slower(-1),
      '-': () => slower(1),
      f: () => void toggleFullscreen(),
      c: () => setFill(!fill),
      r: shuffle,
      m: () => setMuted(!muted),
      Escape: leave,
    },
    ['ArrowRight', 'ArrowLeft'],
  );

  const tool = (label: string, icon: React.ReactNode, onClick: () => void, on = false): React.ReactNode => (
    <ActionIcon variant="transparent" size={44} radius="xl" aria-label={label} title={label} onClick={onClick} data-on={on || undefined}>
      {icon}
    </ActionIcon>
  );
  return (
    <div ref={root} className={classes.show} data-idle={idle || undefined} tabIndex={-1} role="region" aria-label="Slideshow">
      <div className={classes.stage} onClick={pause}>
        <DeckStage items={deck.items} index={index} fill={fill} blurred={isBlurred} />
        {asset && movie && !isBlurred(asset) && <SlideVideo key={asset.id} {...{ playing, muted, fill, onEnd, onFail }} id={asset.id} />}
      </div>
      {asset === undefined && deck.loading && (
        <Center h="100%">
          <Loader color="white" />
        </Center>
      )}
      {asset === undefined && deck.error !== null && <ProblemView error={deck.error} onRetry={deck.retry} retrying={deck.loading} />}
      {deck.whole && deck.items.length === 0 && (
        <Center h="100%">
          <Stack align="center">
            <Title order={2} size="h3">
              Nothing to show
            </Title>
            <Button variant="white" color="dark" onClick={leave}>
              Back to the library
            </Button>
          </Stack>
        </Center>
      )}
      {!playing && (
        <span className={classes.pausedMark} role="status">
          Paused
        </span>
      )}
      <div className={classes.bar} role="toolbar" aria-label="Slideshow">
        {tool('Leave (Esc)', <IconX size={21} />, leave)}
        {tool('Previous (←)', <IconPlayerSkipBackFilled size={19} />, () => go(-1))}
        {tool(playing ? 'Pause (Space)' : 'Play (Space)', playing ? <IconPlayerPauseFilled size={22} /> : <IconPlayerPlayFilled size={22} />, pause)}
        {tool('Next (→)', <IconPlayerSkipForwardFilled size={19} />, () => go(1))}
        <span className={classes.place}>{deck.total > 0 && `${formatCount(index + 1)} of ${formatCount(deck.total)}`}</span>
        <Menu position="top" zIndex={300}>
          <Menu.Target>
            <ActionIcon
              variant="transparent"
              size={44}
              radius="xl"
              aria-label={`${seconds} seconds each (+ and −)`}
              title={`${seconds} seconds each (+ and −)`}
            >
              <IconClock size={20} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.RadioGroup value={String(seconds)} onChange={(value: string) => setSeconds(Number(value))}>
              {SECONDS.map((value) => (
                <Menu.RadioItem key={value} value={String(value)}>
                  {value} seconds
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Dropdown>
        </Menu>
        {tool(shuffled ? 'In order (R)' : 'Shuffle (R)', <IconArrowsShuffle size={20} />, shuffle, shuffled)}
        {tool(fill ? 'Whole pictures (C)' : 'Fill the screen (C)', <IconAspectRatio size={20} />, () => setFill(!fill), fill)}
        {movie && tool(muted ? 'Sound on (M)' : 'Sound off (M)', muted ? <IconVolumeOff size={20} /> : <IconVolume size={20} />, () => setMuted(!muted))}
        {tool('Full screen (F)', fullscreen ? <IconMinimize size={20} /> : <IconMaximize size={20} />, () => void toggleFullscreen())}
      </div>
    </div>
  );
}
