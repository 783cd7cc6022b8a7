import '@backend/begin';
import '@fontsource-variable/inter/wght.css';
import '@/theme/mantine.css';
import '@/theme/tokens.css';
import '@/theme/global.css';
import { history } from '@backend/browser';
import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeQueryClient, Providers, styleNonce } from '@/app/providers';
import { makeRouter } from '@/app/router';
import { followSession } from '@/app/session';

const element = document.getElementById('root');
if (!element) throw new Error('index.html lacks the element with id "root".');

// Dialogs lock scrolling by a style element; the content security policy asks for its nonce.
setNonce(styleNonce());
const client = makeQueryClient();
const router = makeRouter(client, history);
followSession(client, router);

createRoot(element).render(
  <StrictMode>
    <Providers client={client}>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
