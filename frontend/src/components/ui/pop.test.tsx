import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { Pop, placeBeside } from './pop';

function show() {
  render(
    <>
      <Pop
        label="More"
        trigger={(props) => (
          <button type="button" {...props}>
            Open
          </button>
        )}
      >
        {(close) => (
          <button type="button" onClick={close}>
            Done
          </button>
        )}
      </Pop>
      <button type="button">Elsewhere</button>
    </>,
  );
  return userEvent.setup();
}

describe('a panel beside its button', () => {
  it('opens, and gives the focus back on Escape', async () => {
    const user = show();
    const button = screen.getByRole('button', { name: 'Open' });
    await user.click(button);
    expect(screen.getByRole('dialog', { name: 'More' })).toBeInTheDocument();
    expect(button).toHaveAttribute('aria-expanded', 'true');
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(button).toHaveFocus();
  });

  it('closes when something else is pressed, or its content says so', async () => {
    const user = show();
    await user.click(screen.getByRole('button', { name: 'Open' }));
    await user.click(screen.getByRole('button', { name: 'Elsewhere' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Open' }));
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('its place', () => {
  const panel = { width: 200, height: 100 };
  const room = { width: 400, height: 300 };
  const button = (left: number, top: number) => ({ left, right: left + 40, top, bottom: top + 20 });

  it('is below the button where there is room', () => {
    expect(placeBeside(button(20, 10), panel, room)).toEqual({ left: 20, top: 36 });
  });

  it('is kept inside at the right edge, and above at the bottom', () => {
    expect(placeBeside(button(350, 10), panel, room).left).toBe(190);
    expect(placeBeside(button(20, 260), panel, room).top).toBe(154);
  });
});
