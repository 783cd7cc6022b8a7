import {
  ActionIcon,
  Button,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
} from '@mantine/core';

const blue: MantineColorsTuple = [
  '#e6f3fc',
  '#cde5f7',
  '#9ccbee',
  '#6cb6f0',
  '#56b4e9',
  '#2f8fd0',
  '#1c6fb8',
  '#0a5ea8',
  '#084d8a',
  '#063a69',
];

const dark: MantineColorsTuple = [
  '#e8ebf0',
  '#c3cbd6',
  '#9ba7b6',
  '#6b7684',
  '#3a4450',
  '#28303b',
  '#1a212b',
  '#11161e',
  '#0c1016',
  '#070a0e',
];

export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 7, dark: 6 },
  colors: { blue, dark },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'var(--sl-mono)',
  defaultRadius: 6,
  fontSizes: { xs: '11px', sm: '12.5px', md: '13.5px', lg: '16px', xl: '20px' },
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '20px' }, h2: { fontSize: '15px' } } },
  respectReducedMotion: true,
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'default' } }),
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
  },
});

const surfaces = {
  '--mantine-color-body': 'var(--sl-bg)',
  '--mantine-color-text': 'var(--sl-text)',
  '--mantine-color-dimmed': 'var(--sl-dim)',
  '--mantine-color-anchor': 'var(--sl-link)',
  '--mantine-color-error': 'var(--sl-bad)',
  '--mantine-color-placeholder': 'var(--sl-dim)',
  '--mantine-color-default': 'var(--sl-raised)',
  '--mantine-color-default-hover': 'var(--sl-hover)',
  '--mantine-color-default-color': 'var(--sl-text)',
  '--mantine-color-default-border': 'var(--sl-line)',
};

/** Hands Mantine our tokens, so that its parts and ours can never drift apart. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: surfaces,
  dark: surfaces,
});
