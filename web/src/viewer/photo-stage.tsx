import PhotoSwipe from 'photoswipe';
import 'photoswipe/style.css';
import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { details } from '../features/gallery/library.ts';
import { CARD_PX, isCard, isMovie, slideData } from './slide-data.ts';
import { type VideoHandle, VideoPlayer } from './video-player.tsx';
import classes from './viewer.module.css';

export interface StageList {
  readonly ids: readonly number[];
  /** width / height × 100 */
  readonly ratios: readonly number[];
}

export interface StageHandle {
  /** Multiplies the zoom; 0 fits the picture again. */
  zoom(factor: number): void;
  next(): void;
  previous(): void;
}

interface PhotoStageProps {
  readonly list: StageList;
  readonly id: number;
  readonly onShow: (id: number) => void;
  /** The picture was pulled down, as phones close things. */
  readonly onClose: () => void;
  readonly handle: React.Ref<StageHandle>;
  readonly video: React.Ref<VideoHandle>;
  /** Pixels at the bottom that something else lies on. */
  readonly covered: number;
  /** What is drawn exactly over the picture, whatever its zoom. */
  readonly children?: React.ReactNode;
  /** Whether an asset is shown blurred. */
  readonly isBlurred: (id: number) => boolean;
}

/** The slide on the screen when it is a movie: where the player goes. */
interface MovieSlide {
  readonly id: number;
  readonly element: Element;
}

/** PhotoSwipe inside the page instead of over it: wheel, pinch and double click zoom, drag pans, swipe goes on. */
export function PhotoStage({ list, id, onShow, onClose, handle, video, covered, children, isBlurred }: PhotoStageProps) {
  const host = useRef<HTMLDivElement>(null);
  const swipe = useRef<PhotoSwipe | null>(null);
  const [movie, setMovie] = useState<MovieSlide | null>(null);
  const [layer, setLayer] = useState<HTMLElement | null>(null);
  // Read by PhotoSwipe's filters, so that a growing list needs no new instance.
  const current = useRef({ list, id, onShow, onClose, covered, isBlurred });
  current.current = { list, id, onShow, onClose, covered, isBlurred };

  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const stage = new PhotoSwipe({
      dataSource: [],
      appendToEl: element,
      index: Math.max(0, current.current.list.ids.indexOf(current.current.id)),
      getViewportSizeFn: () => ({ x: element.clientWidth, y: element.clientHeight }),
      // The bar above stays off the picture where there is room for both.
      paddingFn: (size) => {
        const bottom = current.current.covered;
        return size.x > 700 ? { top: 60, bottom: bottom || 20, left: 20, right: 20 } : { top: 0, bottom, left: 0, right: 0 };
      },
      mainClass: classes.pswp ?? '',
      showHideAnimationType: 'none',
      bgOpacity: 1,
      loop: false,
      preload: [1, 2],
      wheelToZoom: true,
      pinchToClose: false,
      closeOnVerticalDrag: true,
      bgClickAction: false,
      tapAction: false,
      imageClickAction: false,
      doubleTapAction: 'zoom',
      escKey: false,
      arrowKeys: false,
      trapFocus: false,
      returnFocus: false,
      arrowPrev: false,
      arrowNext: false,
      close: false,
      zoom: false,
      counter: false,
      secondaryZoomLevel: (level) => Math.max(1, level.fit * 2.5),
      maxZoomLevel: (level) => Math.max(4, level.fit * 6),
      errorMsg: 'This picture cannot be shown. Its facts and the download are still there.',
    });
    stage.addFilter('numItems', () => current.current.list.ids.length);
    stage.addFilter('itemData', (_data, index) => {
      const at = current.current.list;
      const shown = at.ids[index] as number;
      return slideData(shown, at.ratios[index] ?? 150, details.get(shown));
    });
    stage.addFilter('placeholderSrc', (_src, content) => content.data.msrc ?? false);
    stage.on('change', () => {
      const shown = current.current.list.ids[stage.currIndex];
      if (shown !== undefined && shown !== current.current.id) current.current.onShow(shown);
    });
    stage.on('contentActivate', ({ content }) => {
      if (content.type === 'movie' && content.element) setMovie({ id: Number(content.data['id']), element: content.element });
    });
    stage.on('contentDeactivate', ({ content }) => setMovie((now) => (now?.element === content.element ? null : now)));
    stage.on('contentDestroy', ({ content }) => setMovie((now) => (now?.element === content.element ? null : now)));
    stage.on('contentAppend', ({ content }) => {
      if (content.slide) content.slide.container.toggleAttribute('data-blurred', current.current.isBlurred(Number(content.data['id'])));
    });
    // The controls of a video are pressed and dragged, not swiped; a finger on the picture above them swipes.
    stage.on('pointerDown', (event) => {
      if (belongsToPlayer(event.originalEvent) || (event.originalEvent.target as Element).closest('[data-note-hand]')) event.preventDefault();
    });
    // Its own keys end here, or they would act behind an open dialog; up and down still pan a zoomed picture.
    stage.on('keydown', (event) => {
      if (!event.originalEvent.key.match(/^Arrow(Up|Down)$/)) event.preventDefault();
    });
    // Destroying closes too; only a person's closing counts.
    let leaving = false;
    stage.on('close', () => {
      if (!leaving) current.current.onClose();
    });
    // Double taps are PhotoSwipe's own; for a mouse it knows only the single click.
    let pointer = 'mouse';
    const onPointerDown = (event: PointerEvent): void => {
      pointer = event.pointerType;
    };
    const onDoubleClick = (event: MouseEvent): void => {
      if (pointer !== 'mouse') return;
      const box = element.getBoundingClientRect();
      stage.currSlide?.toggleZoom({ x: event.clientX - box.left, y: event.clientY - box.top });
    };
    element.addEventListener('pointerdown', onPointerDown, true);
    element.addEventListener('dblclick', onDoubleClick);
    const over = document.createElement('div');
    over.className = classes.layer ?? '';
    const place = (): void => {
      const slide = stage.currSlide;
      over.hidden = !slide || slide.data.type === 'movie';
      if (!slide || over.hidden) return;
      // Swiped aside, it goes along.
      const x = slide.pan.x + stage.mainScroll.x - stage.mainScroll.getCurrSlideX();
      over.style.transform = `translate(${x}px, ${slide.pan.y}px)`;
      over.style.width = `${slide.width * slide.currZoomLevel}px`;
      over.style.height = `${slide.height * slide.currZoomLevel}px`;
    };
    for (const event of ['change', 'moveMainScroll', 'zoomPanUpdate', 'resize', 'contentAppend'] as const) stage.on(event, place);
    stage.init();
    // Inside, so that wheel, pinch and drag that begin on it reach the picture.
    stage.scrollWrap?.append(over);
    setLayer(over);
    place();
    swipe.current = stage;
    const sizes = new ResizeObserver(() => stage.updateSize(true));
    sizes.observe(element);
    return () => {
      leaving = true;
      sizes.disconnect();
      element.removeEventListener('pointerdown', onPointerDown, true);
      element.removeEventListener('dblclick', onDoubleClick);
      swipe.current = null;
      stage.destroy();
    };
  }, []);

  useEffect(() => {
    const stage = swipe.current;
    const index = list.ids.indexOf(id);
    if (stage && index !== -1 && index !== stage.currIndex) stage.goTo(index);
    // Another shot of its stack took the place of the one that was there.
    else if (stage && index !== -1 && stage.currSlide?.data['id'] !== id) stage.refreshSlideContent(index);
    // The neighbours' sizes, before they are swiped to.
    if (index !== -1)
      void details.lookup(list.ids.slice(Math.max(0, index - 6), index + 7)).then(
        (found) => {
          details.put([...found.values()]);
          // A movie or a file that was not known to be one is drawn as a picture so far.
          for (let near = Math.max(0, index - 6); near <= index + 6; near++) {
            const asset = found.get(list.ids[near] as number);
            const type = swipe.current?.contentLoader.getContentByIndex(near)?.type;
            if (asset && type === 'image' && (isMovie(asset) || (isCard(asset) && !isDrawnAsCard(swipe.current, near))))
              swipe.current?.refreshSlideContent(near);
          }
        },
        () => undefined,
      );
  }, [list, id]);

  useEffect(() => swipe.current?.updateSize(true), [covered]);
  useEffect(() => {
    for (const { slide } of swipe.current?.mainScroll.itemHolders ?? []) slide?.container.toggleAttribute('data-blurred', isBlurred(Number(slide.data['id'])));
  }, [isBlurred, id]);

  useImperativeHandle(handle, () => ({
    zoom(factor) {
      const slide = swipe.current?.currSlide;
      if (!slide) return;
      const { fit, max } = slide.zoomLevels;
      const level = factor === 0 ? slide.zoomLevels.initial : Math.min(max, Math.max(Math.min(fit, slide.zoomLevels.initial), slide.currZoomLevel * factor));
      slide.zoomTo(level, undefined, matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 180);
    },
    next: () => swipe.current?.next(),
    previous: () => swipe.current?.prev(),
  }));

  return (
    <>
      <div ref={host} className={classes.stageHost} style={{ '--stage-covered': `${covered}px` } as React.CSSProperties} />
      {layer && createPortal(children, layer)}
      {movie && createPortal(<VideoPlayer key={movie.id} id={movie.id} handle={video} />, movie.element)}
    </>
  );
}

/** Cards are drawn in one size; what is not known yet is larger. */
function isDrawnAsCard(stage: PhotoSwipe | null, index: number): boolean {
  return stage?.contentLoader.getContentByIndex(index)?.data.width === CARD_PX;
}

/** Height of the browsers' own controls under a video, with room for a thumb. */
const CONTROLS_PX = 96;

function belongsToPlayer({ target, pointerType, clientY }: PointerEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('button, a')) return true;
  const video = target.closest('video');
  return video !== null && (pointerType === 'mouse' || clientY > video.getBoundingClientRect().bottom - CONTROLS_PX);
}
