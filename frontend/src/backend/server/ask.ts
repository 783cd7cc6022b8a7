import type { Ask } from '@/backend/types';

export const ask: Ask = (url, init) => fetch(url, init);
