import { ActionIcon, Button, Drawer, Tooltip } from '@mantine/core';
import { useDocumentTitle, useLocalStorage, useMediaQuery } from '@mantine/hooks';
import {
  IconArrowLeft,
  IconChevronLeft,
  IconChevronRight,
  IconDownload,
  IconInfoCircle,
  IconKeyboard,
  IconTrash,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { downloadUrl } from '../api/client.ts';
import { events } from '../api/event-hub.ts';
import { assetQuery } from '../api/queries.ts';
import type { AssetSummary } from '../api/types.ts';
import { openKeyHelp } from '../components/key-help.tsx';
import { ProblemView } from '../components/problem-view.tsx';
import { ratioOf } from '../features/gallery/geometry.ts';
import { useRandom } from '../features/deck/use-random.ts';
import { details } from '../features/gallery/library.ts';
import { contentRatingTitle } from '../features/marks/mark-words.ts';
import { useBlur } from '../features/marks/use-blur.ts';
import { openTagEditor } from '../features/tagging/open-tag-editor.ts';
import { FamilyLayer } from '../features/relations/family-layer.tsx';
import { isRelated } from '../features/relations/family-query.ts';
import { InTrashNote } from '../features/trash/in-trash-note.tsx';
import { useTrash } from '../features/trash/use-trash.tsx';
import { FactsPanel } from './facts-panel.tsx';
import { PlainFileNote } from './plain-file-note.tsx';
import { NoteLayer } from './notes/note-layer.tsx';
import { NotesProvider, useNotesState } from './notes/notes-context.ts';
import { PhotoStage, type StageHandle, type StageList } from './photo-stage.tsx';
import { ratingWords } from './rating-stars.tsx';
import { StackStrip } from './stack-strip.tsx';
import { isMovie } from './slide-data.ts';
import { useEditAsset } from './use-edit-asset.ts';
import { useViewerKeys } from './use-viewer-keys.ts';
import type { VideoHandle } from './video-player.tsx';
import classes from './viewer.module.css';

interface AssetViewerProps {
  readonly id: number;
  readonly list: StageList;
  readonly onShow: (id: number) => void;
  readonly onClose: () => void;
  /** The picture went to the trash: show another one. */
  readonly onTrashed: (id: number) => void;
}

const NONE: ReadonlySet<number> = new Set();
/** Height of the strip of a stack, with its distance to the edge. */
const STRIP_PX = 90;
/** The same of a family. */
const FAMILY_PX = 104;

/** One asset, large: the stage, what can be done with it, and the facts beside (below, on a phone). */
export function AssetViewer({ id, list, onShow, onClose, onTrashed }: AssetViewerProps) {
  const phone = useMediaQuery('(max-width: 760px)', false, { getInitialValueInEffect: false });
  const [panel, setPanel] = useLocalStorage({ key: 'magpie-facts', defaultValue: true, getInitialValueInEffect: false });
  const [sheet, setSheet] = useState(false);
  const stage = useRef<StageHandle>(null);
  const video = useRef<VideoHandle>(null);
  const root = useRef<HTMLDivElement>(null);
  const queries = useQueryClient();
  const asset = useQuery(assetQuery(id));
  useDocumentTitle(`${asset.data?.name ?? 'Picture'} · Magpie`);
  const toggleFacts = (): void => (phone ? setSheet(!sheet) : setPanel(!panel));
  const [picked, setPicked] = useState<PickedMember | null>(null);
  const shown = useMemo(() => withMember(list, picked?.id === id ? picked : null), [list, picked, id]);
  const index = shown.ids.indexOf(id);
  const stackId = asset.data?.id === id ? asset.data.stackId : null;
  // PhotoSwipe keeps slides by their number: when the list gets shorter it starts anew.
  const cuts = useRef({ count: 0, length: list.ids.length });
  if (list.ids.length < cuts.current.length) cuts.current.count += 1;
  cuts.current.length = list.ids.length;
  const moveToTrash = useTrash();
  const edit = useEditAsset(id);
  const notes = useNotesState(id);
  const random = useRandom();
  const { isBlurred } = useBlur();
  const [revealed, setRevealed] = useState<ReadonlySet<number>>(NONE);
  const rating = asset.data?.id === id ? asset.data.contentRating : undefined;
  const hides = useCallback(
    (one: number) => !revealed.has(one) && isBlurred(one === id && rating !== undefined ? { contentRating: rating } : details.get(one)),
    [revealed, isBlurred, id, rating],
  );
  const movie = isMovie(asset.data);
  const inTrash = asset.data?.id === id && asset.data.state === 'trashed';
  const family = asset.data?.id === id && !inTrash && isRelated(asset.data);
  const pick = (member: AssetSummary): void => {
    setPicked({ id: member.id, ratio: ratioOf(member), listed: picked?.id === id ? picked.listed : id });
    onShow(member.id);
  };
  const leaving = useRef<number | null>(null);
  const trash = (): void => {
    if (inTrash || leaving.current === id) return;
    leaving.current = id;
    void moveToTrash([id], () => (picked?.id === id && picked.listed !== id ? onShow(picked.listed) : onTrashed(id))).finally(() => {
      leaving.current = null;
    });
  };

  useEffect(() => root.current?.focus({ preventScroll: true }), []);
  // The sheet of a phone leaves the picture a third of the screen: too little to draw on.
  const handsOn = notes.mode.kind !== 'rest';
  useEffect(() => {
    if (handsOn) setSheet(false);
  }, [handsOn]);
  // What is found out later (all its tags, a sidecar) or said on another page.
  useEffect(() => events.on('asset', (event) => event.id === id && void queries.invalidateQueries({ queryKey: ['asset', id] })), [queries, id]);
  useViewerKeys({
    stage,
    video,
    onClose: () => (notes.mode.kind !== 'rest' ? notes.setMode({ kind: 'rest' }) : sheet ? setSheet(false) : onClose()),
    toggleFacts,
    tags: () => {
      if (phone) setSheet(true);
      else setPanel(true);
      openTagEditor();
    },
    download: () => window.location.assign(downloadUrl(id)),
    trash,
    rate: (stars) => edit({ rating: stars }, ratingWords(stars)),
    favourite: () => asset.data?.id === id && edit({ favourite: !asset.data.favourite }, asset.data.favourite ? 'No favourite any more' : 'A favourite'),
    note: () => {
      if (!movie) notes.setMode({ kind: 'draw' });
    },
    toggleNotes: () => notes.setHidden(!notes.hidden),
    random,
  });

  const button = (label: string, icon: React.ReactNode, onClick: () => void, more: Record<string, unknown> = {}): React.ReactNode => (
    <Tooltip label={label}>
      <ActionIcon className={classes.tool} variant="transparent" size="lg" aria-label={label} onClick={onClick} {...more}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
  return (
    <NotesProvider value={notes}>
      <div
        ref={root}
        className={classes.viewer}
        data-sheet={(phone && sheet) || undefined}
        role="dialog"
        aria-modal="true"
        aria-label={asset.data?.name ?? 'Picture'}
        tabIndex={-1}
      >
        <div className={classes.stage}>
          {asset.isError && asset.error ? (
            <div className={classes.problem}>
              <ProblemView error={asset.error} onRetry={() => void asset.refetch()} />
            </div>
          ) : (
            <PhotoStage
              key={cuts.current.count}
              list={shown}
              id={id}
              onShow={onShow}
              onClose={onClose}
              handle={stage}
              video={video}
              covered={(stackId === null ? 0 : STRIP_PX) + (family ? FAMILY_PX : 0)}
              isBlurred={hides}
            >
              {asset.data?.id === id && !hides(id) && <NoteLayer assetId={id} notes={asset.data.notes} />}
            </PhotoStage>
          )}
          <header className={classes.bar}>
            {button('Back to the library (Esc)', <IconArrowLeft size={22} />, onClose)}
            <span className={classes.title}>{asset.data?.name}</span>
            <span className={classes.desktop}>
              {!movie && button('Zoom out (−)', <IconZoomOut size={20} />, () => stage.current?.zoom(1 / 1.6))}
              {!movie && button('Zoom in (+)', <IconZoomIn size={20} />, () => stage.current?.zoom(1.6))}
              {button('Keyboard (?)', <IconKeyboard size={20} />, openKeyHelp)}
            </span>
            {button('Download the original (D)', <IconDownload size={20} />, () => undefined, { component: 'a', href: downloadUrl(id), onClick: undefined })}
            {!inTrash && button('Move to the trash (Delete)', <IconTrash size={20} />, trash)}
            {button('Facts (I)', <IconInfoCircle size={21} />, toggleFacts, {
              'aria-pressed': phone ? sheet : panel,
              'data-on': (phone ? sheet : panel) || undefined,
            })}
          </header>
          {asset.data?.id === id && asset.data.kind === 'file' && <PlainFileNote asset={asset.data} />}
          {asset.data?.id === id && hides(id) && (
            <div className={classes.hiddenNote} role="status">
              {contentRatingTitle(asset.data.contentRating)}
              <Button variant="white" color="dark" size="sm" onClick={() => setRevealed(new Set([...revealed, id]))}>
                Show it
              </Button>
            </div>
          )}
          {notes.mode.kind === 'draw' && (
            <div className={classes.drawHint} role="status">
              Draw a box on the picture
              <Button size="compact-sm" radius="xl" variant="white" color="dark" onClick={() => notes.setMode({ kind: 'rest' })}>
                Cancel
              </Button>
            </div>
          )}
          {inTrash && <InTrashNote id={id} />}
          {stackId !== null && !inTrash && <StackStrip stackId={stackId} shown={id} onPick={pick} />}
          {asset.data?.id === id && !inTrash && <FamilyLayer asset={asset.data} raised={stackId !== null} onPick={pick} />}
          {index > 0 && (
            <button type="button" className={classes.arrow} data-side="left" onClick={() => stage.current?.previous()} aria-label="Previous picture">
              <IconChevronLeft size={26} />
            </button>
          )}
          {index !== -1 && index < shown.ids.length - 1 && (
            <button type="button" className={classes.arrow} data-side="right" onClick={() => stage.current?.next()} aria-label="Next picture">
              <IconChevronRight size={26} />
            </button>
          )}
        </div>
        {!phone && panel && !asset.isError && (
          <aside className={classes.panel} aria-label="Facts">
            <FactsPanel id={id} />
          </aside>
        )}
        <Drawer.Root opened={phone && sheet} onClose={() => setSheet(false)} position="bottom" size="62dvh" zIndex={400} closeOnEscape={false}>
          <Drawer.Overlay backgroundOpacity={0} />
          <Drawer.Content
            aria-label="Facts"
            radius="lg"
            onKeyDown={(event) => {
              // Of what lies above it (the tags, a field that is edited) Escape ends only that.
              const target = event.target as Element;
              if (event.key === 'Escape' && event.currentTarget.contains(target) && !target.closest('input, textarea')) setSheet(false);
            }}
          >
            <Drawer.Body>
              <button type="button" className={classes.grip} aria-label="Close the facts" onClick={() => setSheet(false)} />
              <FactsPanel id={id} />
            </Drawer.Body>
          </Drawer.Content>
        </Drawer.Root>
      </div>
    </NotesProvider>
  );
}

/** A shot of a stack that is looked at in the place of the one that stands in the list. */
interface PickedMember {
  readonly id: number;
  readonly ratio: number;
  readonly listed: number;
}

/** The library shows a stack by its cover; while another of its shots is looked at, that one stands in its place. */
function withMember(list: StageList, picked: PickedMember | null): StageList {
  const at = picked ? list.ids.indexOf(picked.listed) : -1;
  if (!picked || at === -1) return list;
  return { ids: list.ids.with(at, picked.id), ratios: list.ratios.with(at, picked.ratio) };
}
