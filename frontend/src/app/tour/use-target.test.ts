import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useTarget } from './use-target';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  document.body.innerHTML = '';
});

it('waits for its element, says when it is missing, and still finds it later', () => {
  const { result } = renderHook(() => useTarget('[data-tour="late"]'));
  expect(result.current.state).toBe('looking');
  act(() => void vi.advanceTimersByTime(9_000));
  expect(result.current.state).toBe('missing');
  document.body.innerHTML = '<p data-tour="late">Here</p>';
  act(() => void vi.advanceTimersByTime(400));
  expect(result.current.state).toBe('found');
});
