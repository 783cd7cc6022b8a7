import type { OpenFace, OpenFaces } from '@/backend/types';
import { readRecording } from './recording';

const { recorded_at, seconds } = readRecording();

const face: OpenFace = {
  text: 'PREVIEW',
  tone: 'info',
  words: `A demo recorded on ${recorded_at.slice(0, 10)}, without a server. ${seconds} seconds of its simulated prices play again and again. Start Sightline for all it does: ./sightline up`,
};

export const openFaces: OpenFaces = { demo: face, live: face };
