/** The first steps of an installation in words, and the control that does each. */
import type { Tone } from '@/components/ui/badges';
import { paths } from '@/config/paths';
import type { SetupStep } from '../api/use-setup';

type Way = { text: string; to: string; hash?: string };

export const stepWords: Record<SetupStep['name'], { title: string; way: Way | null }> = {
  account: { title: 'Your own account', way: null },
  symbols: {
    title: 'Symbols to watch',
    way: { text: 'Add symbols', to: paths.home, hash: 'watchlist' },
  },
  provider_key: {
    title: 'A key of a data provider',
    way: { text: 'Enter or test a key', to: paths.settings, hash: 'providers' },
  },
  mail: {
    title: 'E-mail for alerts',
    way: { text: 'Set the mail server', to: paths.settings, hash: 'e-mail' },
  },
  upload: { title: 'Prices of your own', way: { text: 'Upload a file', to: paths.uploads } },
  second_factor: {
    title: 'A second factor',
    way: { text: 'Set it up', to: paths.settings, hash: 'second-factor' },
  },
  backup: { title: 'A backup', way: null },
};

export const stepStates: Record<SetupStep['state'], { text: string; tone: Tone }> = {
  done: { text: 'done', tone: 'ok' },
  open: { text: 'to do', tone: 'plain' },
  attention: { text: 'look', tone: 'warn' },
};

export const leftOver = (steps: readonly SetupStep[]): number =>
  steps.filter(({ state }) => state !== 'done').length;
