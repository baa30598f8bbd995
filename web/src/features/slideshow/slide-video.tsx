import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { videoUrl } from '../../api/client.ts';
import { assetQuery } from '../../api/queries.ts';
import { playableQuery } from '../../viewer/playable-query.ts';
import classes from './slideshow.module.css';

interface SlideVideoProps {
  readonly id: number;
  readonly playing: boolean;
  readonly muted: boolean;
  readonly fill: boolean;
  /** It came to its end. */
  readonly onEnd: () => void;
  /** It cannot be played here: its picture is shown like any other. */
  readonly onFail: () => void;
}

/** A video that plays once, without controls. */
export function SlideVideo({ id, playing, muted, fill, onEnd, onFail }: SlideVideoProps) {
  const asset = useQuery(assetQuery(id));
  const asItIs = asset.data?.video?.playable === true;
  const proxy = useQuery({ ...playableQuery(id), enabled: asset.isSuccess && !asItIs });
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  const ready = asItIs || proxy.data?.ready === true;
  const never = failed || asset.isError || proxy.isError || (proxy.isSuccess && !proxy.data.ready);
  const onFailed = useRef(onFail);
  onFailed.current = onFail;
  useEffect(() => {
    if (never) onFailed.current();
  }, [never]);
  useEffect(() => {
    if (playing) void video.current?.play().catch(() => undefined);
    else video.current?.pause();
  }, [playing, ready]);
  if (!asset.data || !ready || never) return null;
  return (
    <video
      ref={video}
      className={classes.video}
      data-fill={fill || undefined}
      src={videoUrl(id, asset.data.version)}
      muted={muted}
      autoPlay={playing}
      playsInline
      onEnded={onEnd}
      onError={() => setFailed(true)}
    />
  );
}
