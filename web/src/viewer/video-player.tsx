import { ActionIcon, Button, Loader, Tooltip } from '@mantine/core';
import { useLocalStorage, useReducedMotion } from '@mantine/hooks';
import { IconDownload, IconPlayerSkipBack, IconPlayerSkipForward, IconRepeat } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import { downloadUrl, previewUrl, videoUrl } from '../api/client.ts';
import { problemOf } from '../api/problem.ts';
import { assetQuery } from '../api/queries.ts';
import { isBeingMade, type Playable, playableQuery } from './playable-query.ts';
import { frameAt, stepTime } from './step-time.ts';
import classes from './video-player.module.css';

export interface VideoHandle {
  togglePlay(): void;
  toggleLoop(): void;
  toggleMuted(): void;
  /** Whole frames, forwards or back; stops the video. */
  step(frames: number): void;
}

/** As far as other players go. */
const SEEK_SECONDS = 5;
/** Where nothing says how many frames a second there are. */
const USUAL_FPS = 30;

/** One video: the browser's own controls, frame stepping, and what to do while there is nothing the browser can play. */
export function VideoPlayer({ id, handle }: { readonly id: number; readonly handle: React.Ref<VideoHandle> }) {
  const asset = useQuery(assetQuery(id)).data;
  const playsAsItIs = asset?.video?.playable === true;
  const [broken, setBroken] = useState(false);
  // One that should play and does not: perhaps its disk is away, which the server says.
  const playable = useQuery({ ...playableQuery(id), enabled: asset !== undefined && (!playsAsItIs || broken) });
  if (asset && !broken && (playsAsItIs || playable.data?.ready)) {
    return (
      <Player
        id={id}
        version={asset.version}
        name={asset.name}
        fps={asset.video?.framesPerSecond ?? USUAL_FPS}
        handle={handle}
        onBroken={() => setBroken(true)}
      />
    );
  }
  return (
    <div className={classes.player}>
      <img className={classes.picture} src={previewUrl(id, asset?.version)} alt={asset?.name ?? ''} draggable={false} />
      {asset && (playable.isSuccess || playable.isError) && (
        <div className={classes.note} role="status">
          {isBeingMade(playable.data) && <Loader size="sm" color="white" />}
          <WhyNot playable={playable.data} error={playable.error} codec={asset.video?.videoCodec ?? null} />
          <Button component="a" href={downloadUrl(id)} variant="white" color="dark" size="compact-sm" leftSection={<IconDownload size={15} aria-hidden />}>
            Download
          </Button>
        </div>
      )}
    </div>
  );
}

function WhyNot({ playable, error, codec }: { readonly playable: Playable | undefined; readonly error: unknown; readonly codec: string | null }) {
  if (playable?.ready) {
    return (
      <div>
        <strong>This browser cannot play it</strong>
        <p>Its video is {codec ?? 'of an unknown kind'}. Download it to see it in a player.</p>
      </div>
    );
  }
  const { title, detail, next } = playable?.problem ?? problemOf(error);
  return (
    <div>
      <strong>{title}</strong>
      <p>{[detail, next].filter(Boolean).join('. ')}</p>
    </div>
  );
}

interface PlayerProps {
  readonly id: number;
  readonly version: string;
  readonly name: string;
  readonly fps: number;
  readonly handle: React.Ref<VideoHandle>;
  readonly onBroken: () => void;
}

function Player({ id, version, name, fps, handle, onBroken }: PlayerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [loop, setLoop] = useLocalStorage({ key: 'magpie-video-loop', defaultValue: true, getInitialValueInEffect: false });
  const still = useReducedMotion(false, { getInitialValueInEffect: false });
  const [paused, setPaused] = useState(true);
  const [frame, setFrame] = useState<number | null>(null);

  const step = (frames: number): void => {
    const element = video.current;
    if (!element || !Number.isFinite(element.duration)) return;
    element.pause();
    element.currentTime = stepTime(element.currentTime, frames, fps, element.duration);
  };
  const togglePlay = (): void => void (video.current?.paused ? video.current.play().catch(() => undefined) : video.current?.pause());
  // Before the browser's own keys on a focused video, which differ between browsers and would act a second time.
  const onKeyDownCapture = (event: React.KeyboardEvent): void => {
    const element = video.current;
    if (!element || event.target !== element || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === ' ') togglePlay();
    else if (event.key === 'ArrowLeft') element.currentTime -= SEEK_SECONDS;
    else if (event.key === 'ArrowRight') element.currentTime += SEEK_SECONDS;
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  useImperativeHandle(handle, () => ({
    togglePlay,
    toggleLoop: () => setLoop((now) => !now),
    toggleMuted: () => {
      if (video.current) video.current.muted = !video.current.muted;
    },
    step,
  }));
  // The next asset must not be heard over, and its download must stop.
  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    element.src = videoUrl(id, version);
    return () => {
      element.pause();
      element.removeAttribute('src');
      element.load();
    };
  }, [id, version]);

  return (
    <div className={classes.player} data-paused={paused || undefined} onKeyDownCapture={onKeyDownCapture}>
      <video
        ref={video}
        className={classes.picture}
        poster={previewUrl(id, version)}
        aria-label={name}
        controls
        playsInline
        autoPlay={!still}
        muted
        loop={loop}
        preload="metadata"
        onPlay={() => setPaused(false)}
        onPause={() => setPaused(true)}
        onSeeked={(event) => setFrame(event.currentTarget.paused ? frameAt(event.currentTarget.currentTime, fps) : null)}
        onError={(event) => event.currentTarget.hasAttribute('src') && onBroken()}
      />
      <div className={classes.tools}>
        <Tool label="Frame back (,)" onClick={() => step(-1)}>
          <IconPlayerSkipBack size={18} />
        </Tool>
        <span className={classes.frame} aria-live="polite">
          {paused && frame !== null ? `frame ${frame + 1}` : 'frame'}
        </span>
        <Tool label="Frame forward (.)" onClick={() => step(1)}>
          <IconPlayerSkipForward size={18} />
        </Tool>
        <Tool label="Again and again (L)" onClick={() => setLoop(!loop)} pressed={loop}>
          <IconRepeat size={18} />
        </Tool>
      </div>
    </div>
  );
}

interface ToolProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly pressed?: boolean;
  readonly children: React.ReactNode;
}

function Tool({ label, onClick, pressed, children }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        className={classes.tool}
        variant="transparent"
        size={34}
        aria-label={label}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
