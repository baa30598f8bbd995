import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The gloss on a magpie's wing: petrol, between blue and green. */
const petrol: MantineColorsTuple = ['#e6f6f7', '#cfe9ec', '#a1d3d9', '#70bcc6', '#47a8b5', '#2c9cab', '#178fa0', '#067c8c', '#00666f', '#004b54'];
/** Greys with a little petrol in them; 7 is the page, 6 the raised surface. */
const dark: MantineColorsTuple = ['#d3dcde', '#adb9bc', '#87959a', '#5d6b70', '#3c484c', '#2d383c', '#1d272a', '#12191c', '#0c1214', '#070b0c'];

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  colors: { petrol, dark },
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontWeight: '650' },
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, events: { hover: true, focus: true, touch: false } } },
    Modal: { defaultProps: { centered: true, radius: 'lg', overlayProps: { backgroundOpacity: 0.5, blur: 3 } } },
    Menu: { defaultProps: { radius: 'md', shadow: 'md' } },
  },
});

const shared = {
  '--mantine-color-body': 'var(--mp-surface)',
  '--mantine-color-text': 'var(--mp-text)',
  '--mantine-color-dimmed': 'var(--mp-dim)',
  '--mantine-color-default-border': 'var(--mp-line)',
};

/** Mantine draws on Magpie's surfaces (styles/base.css), so that its parts and ours are one. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...shared, '--mantine-color-placeholder': '#7b898d' },
  dark: { ...shared, '--mantine-color-placeholder': '#75848a', '--mantine-color-default': '#1d272a', '--mantine-color-default-hover': '#263235' },
});
