import { ActionIcon, Button, Center, Group, Loader, Menu, Switch, Tooltip } from '@mantine/core';
import { useDocumentTitle, useLocalStorage } from '@mantine/hooks';
import { IconArrowLeft, IconKeyboard, IconPlayerPause, IconSettings } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { formatCount, plural } from '../components/format.ts';
import { ProblemView } from '../components/problem-view.tsx';
import { DeckStage } from '../features/deck/deck-stage.tsx';
import { withTerm } from '../features/deck/query-text.ts';
import { useScreenKeys } from '../features/deck/use-screen-keys.ts';
import { CONTENT_RATINGS, scoreText } from '../features/marks/mark-words.ts';
import classes from '../features/score/score.module.css';
import { ScoreButtons } from '../features/score/score-buttons.tsx';
import { ScoreHelp } from '../features/score/score-help.tsx';
import { ScoreZoom } from '../features/score/score-zoom.tsx';
import { type Advance, useScoring } from '../features/score/use-scoring.ts';
import { isMovie } from '../viewer/slide-data.ts';
import { VideoPlayer } from '../viewer/video-player.tsx';

const ADVANCE: readonly (readonly [Advance, string])[] = [
  ['score', 'a score'],
  ['content', 'a content rating'],
  ['any', 'any mark'],
  ['never', 'nothing: by key only'],
];

/** What a search finds, one picture filling the screen, one key for each. */
export function ScorePage() {
  const { q = '' } = useSearch({ from: '/score' });
  const [unscored, setUnscored] = useLocalStorage({ key: 'magpie-score-unscored', defaultValue: true, getInitialValueInEffect: false });
  const [advance, setAdvance] = useLocalStorage<Advance>({ key: 'magpie-score-advance', defaultValue: 'score', getInitialValueInEffect: false });
  const [paused, setPaused] = useState(false);
  const [help, setHelp] = useState(false);
  const [zoomed, setZoomed] = useState<number | null>(null);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const root = useRef<HTMLDivElement>(null);
  useDocumentTitle('Score · Magpie');
  const scoring = useScoring(unscored ? withTerm(q, '-has:score') : q, { advance, unscored });
  const { deck, index, asset, now, flash, say, undo, go } = scoring;
  const done = deck.whole && index >= deck.items.length;

  useEffect(() => root.current?.focus({ preventScroll: true }), []);
  const leave = (): void => {
    void queries.invalidateQueries({ queryKey: ['asset'] });
    void queries.invalidateQueries({ queryKey: ['search'] });
    void navigate({ to: '/', search: q === '' ? {} : { q } });
  };
  const score = (value: number): void => say({ rating: value }, value === 0 ? 'No score' : value === -1 ? 'Rejected' : `★ ${scoreText(value)}`);
  const favourite = (): void => say({ favourite: !now?.favourite }, now?.favourite ? 'No favourite' : '♥ Favourite');
  const content = ({ name, title }: (typeof CONTENT_RATINGS)[number]): void => say({ contentRating: name }, title);
  const pause = (): void => setPaused(!paused);

  const marking = Object.fromEntries([
    ...[0, 1, 2, 3, 4, 5].map((value) => [String(value), () => score(value)]),
    ...['-', 'x', '−'].map((key) => [key, () => score(-1)]),
    ...CONTENT_RATINGS.map((rating) => [rating.key, () => content(rating)]),
    ['f', favourite],
    ...[' ', 'ArrowRight'].map((key) => [key, () => go(1)]),
    ...['ArrowLeft', 'Backspace'].map((key) => [key, () => go(-1)]),
    ['u', undo],
    ['z', () => setZoomed(zoomed === asset?.id ? null : (asset?.id ?? null))],
  ]) as Record<string, () => void>;
  const resting = paused
    ? Object.fromEntries([' ', 'Enter'].map((key) => [key, pause]))
    : help
      ? Object.fromEntries([' ', 'Enter'].map((key) => [key, () => setHelp(false)]))
      : undefined;
  useScreenKeys(
    {
      ...(resting ?? marking),
      p: pause,
      '?': () => setHelp(!help),
      h: () => setHelp(!help),
      Escape: () => (help ? setHelp(false) : zoomed === null ? leave() : setZoomed(null)),
    },
    ['ArrowRight', 'ArrowLeft'],
  );

  const swipe = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const tool = (label: string, icon: React.ReactNode, onClick: () => void): React.ReactNode => (
    <Tooltip label={label} zIndex={300}>
      <ActionIcon variant="transparent" size="lg" aria-label={label} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
  return (
    <div ref={root} className={classes.screen} tabIndex={-1} role="region" aria-label="Scoring">
      <div className={classes.progress}>
        <span style={{ transform: `scaleX(${deck.total === 0 ? 0 : Math.min(1, index / deck.total)})` }} />
      </div>
      <header className={classes.bar}>
        {tool('Back to the library (Esc)', <IconArrowLeft size={22} />, leave)}
        <span className={classes.count} role="status" data-marked={scoring.marked} data-waiting={scoring.waiting}>
          {deck.total > 0 && (
            <span className={classes.place}>
              <strong>{formatCount(Math.min(index + 1, deck.total))}</strong> of {formatCount(deck.total)}
            </span>
          )}
          {scoring.perMinute !== null && <span className={classes.wide}>{scoring.perMinute} a minute</span>}
          {scoring.troubled && <span className={classes.unsent}>{plural(scoring.waiting, 'mark')} kept here until Magpie answers</span>}
        </span>
        <Switch
          size="sm"
          styles={{ label: { whiteSpace: 'nowrap', paddingInlineStart: 8 } }}
          label="Unscored only"
          checked={unscored}
          onChange={(event) => {
            setUnscored(event.currentTarget.checked);
            event.currentTarget.blur();
          }}
        />
        <Menu position="bottom-end" zIndex={300}>
          <Menu.Target>
            <ActionIcon variant="transparent" size="lg" aria-label="When to go on">
              <IconSettings size={20} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>Go on to the next after</Menu.Label>
            <Menu.RadioGroup value={advance} onChange={(value: string) => setAdvance(value as Advance)}>
              {ADVANCE.map(([value, label]) => (
                <Menu.RadioItem key={value} value={value}>
                  {label}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Dropdown>
        </Menu>
        {tool('Pause (P)', <IconPlayerPause size={20} />, pause)}
        <span className={classes.wide}>{tool('Keys (?)', <IconKeyboard size={21} />, () => setHelp(!help))}</span>
      </header>
      <div
        className={classes.stage}
        onPointerDown={(event) => {
          swipe.current = event.pointerType === 'touch' && zoomed === null ? { x: event.clientX, y: event.clientY } : null;
        }}
        onPointerUp={(event) => {
          const from = swipe.current;
          swipe.current = null;
          const across = from ? event.clientX - from.x : 0;
          if (from && Math.abs(across) > 60 && Math.abs(across) > 2 * Math.abs(event.clientY - from.y)) go(across < 0 ? 1 : -1);
        }}
        onDoubleClick={() => asset && setZoomed(zoomed === asset.id ? null : asset.id)}
        style={{ touchAction: 'pan-y' }}
      >
        {!paused && <DeckStage items={deck.items} index={index} />}
        {asset && isMovie(asset) && !paused && (
          <div className={classes.movie}>
            <VideoPlayer key={asset.id} id={asset.id} handle={null} />
          </div>
        )}
        {asset && zoomed === asset.id && !paused && <ScoreZoom key={asset.id} asset={asset} />}
        {flash && (
          <span key={flash.at} className={classes.flash} role="status">
            {flash.words}
          </span>
        )}
        {asset === undefined && deck.loading && (
          <Center h="100%">
            <Loader color="white" />
          </Center>
        )}
        {deck.error !== null && asset === undefined && <ProblemView error={deck.error} onRetry={deck.retry} retrying={deck.loading} />}
        {done && (
          <div className={classes.cover} data-solid>
            {deck.items.length === 0 ? (
              <div>
                <h2>{unscored ? 'Nothing left to score' : 'Nothing found'}</h2>
                <p>{unscored ? 'No picture of this search is without a score.' : 'Nothing in the library answers to this search.'}</p>
                <Group justify="center">
                  {unscored && (
                    <Button variant="white" color="dark" onClick={() => setUnscored(false)}>
                      Show the scored ones too
                    </Button>
                  )}
                  <Button variant="default" onClick={leave}>
                    Back to the library
                  </Button>
                </Group>
              </div>
            ) : (
              <div>
                <h2>That was the last one</h2>
                <p>
                  {plural(scoring.marked, 'picture')} marked
                  {scoring.perMinute !== null && `, ${scoring.perMinute} a minute`}.
                </p>
                <Group justify="center">
                  <Button variant="white" color="dark" renderRoot={(props) => <Link {...props} to="/" search={{ q: 'scored:today order:score' }} />}>
                    See what was scored today
                  </Button>
                  <Button variant="default" onClick={scoring.again}>
                    From the start
                  </Button>
                </Group>
              </div>
            )}
          </div>
        )}
        {paused && (
          <div className={classes.cover} data-solid>
            <div>
              <h2>Paused</h2>
              <p>
                {plural(scoring.marked, 'picture')} marked
                {scoring.perMinute !== null && `, ${scoring.perMinute} a minute`}.
              </p>
              <Button variant="white" color="dark" onClick={pause}>
                Go on
              </Button>
            </div>
          </div>
        )}
        {help && <ScoreHelp onClose={() => setHelp(false)} />}
      </div>
      <ScoreButtons now={paused ? null : now} onScore={score} onFavourite={favourite} onContent={content} onUndo={undo} canUndo={scoring.canUndo} onGo={go} />
    </div>
  );
}
