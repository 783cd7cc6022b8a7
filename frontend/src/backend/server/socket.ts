import ReconnectingWebSocket from 'partysocket/ws';
import type { OpenSocket, SocketLike } from '@/backend/types';

export const openSocket: OpenSocket = (url, { firstMs, growth, maxMs }) =>
  new ReconnectingWebSocket(url, [], {
    minReconnectionDelay: firstMs,
    maxReconnectionDelay: maxMs,
    reconnectionDelayGrowFactor: growth,
    connectionTimeout: 5000,
    maxEnqueuedMessages: 0,
  }) as SocketLike;
