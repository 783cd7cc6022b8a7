import { onlineManager } from '@tanstack/react-query';
import { afterEach, describe, expect, it } from 'vitest';
import { makeQueryClient } from './providers';

afterEach(() => onlineManager.setOnline(true));

describe('the query client', () => {
  it('asks the server of this machine while the browser has no network', async () => {
    onlineManager.setOnline(false);
    const client = makeQueryClient();
    const answer = client.fetchQuery({ queryKey: ['here'], queryFn: () => Promise.resolve('yes') });
    await expect(answer).resolves.toBe('yes');
    const mutation = client.getMutationCache().build(client, {
      mutationFn: () => Promise.resolve('done'),
    });
    await expect(mutation.execute(undefined)).resolves.toBe('done');
  });
});
