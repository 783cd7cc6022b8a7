import type { OpenFaces } from '@/backend/types';

export const openFaces: OpenFaces = {
  demo: {
    text: 'DEMO',
    tone: 'info',
    words: 'Connected to this installation. Demo mode: live prices are simulated, history is real.',
  },
  live: {
    text: 'LIVE',
    tone: 'ok',
    words: 'Connected. Prices arrive as the providers send them.',
  },
};
