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

it('brings its element into view again when what loads above pushes it away', () => {
  document.body.innerHTML = '<p data-tour="pushed">Here</p>';
  const element = document.querySelector('p') as HTMLElement;
  const brought = vi.fn();
  element.scrollIntoView = brought;
  let top = 100;
  element.getBoundingClientRect = () => new DOMRect(0, top, 300, 40);
  renderHook(() => useTarget('[data-tour="pushed"]'));
  act(() => void vi.advanceTimersByTime(1_000));
  expect(brought).toHaveBeenCalledTimes(1);
  top = 1_400;
  act(() => void vi.advanceTimersByTime(1_000));
  expect(brought).toHaveBeenCalledTimes(2);
  // Whoever reads on for longer is not pulled back.
  act(() => void vi.advanceTimersByTime(9_000));
  top = 1_500;
  act(() => void vi.advanceTimersByTime(1_000));
  expect(brought).toHaveBeenCalledTimes(2);
});
