import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderUi } from '@/testing/render-ui';
import { SymbolPicker } from './symbol-picker';
import { SymbolsPicker } from './symbols-picker';

const names: Record<string, string> = { BK: 'Bank of Nokomo', KO: 'Coca-Cola', IBM: 'IBM' };

beforeEach(() => {
  vi.stubGlobal('fetch', () =>
    Promise.resolve(
      Response.json({
        results: Object.entries(names).map(([symbol, name]) => ({ symbol, name })),
        next: null,
      }),
    ),
  );
});

afterEach(() => vi.unstubAllGlobals());

const sent = vi.fn<() => void>();

function Several({ max = 2 }: { max?: number }) {
  const [symbols, setSymbols] = useState<string[]>([]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        sent();
      }}
    >
      <SymbolsPicker value={symbols} onChange={setSymbols} max={max} />
      <output>{symbols.join(' ')}</output>
    </form>
  );
}

function One() {
  const [symbol, setSymbol] = useState('IBM');
  return (
    <>
      <SymbolPicker value={symbol} onChange={setSymbol} />
      <output>{symbol}</output>
    </>
  );
}

const field = (name: string) => screen.findByRole('combobox', { name });
const chosen = () => screen.getByRole('status').textContent;

describe('choosing symbols by typing', () => {
  it('takes what was meant with Enter, and does not send the form', async () => {
    renderUi(<Several />);
    await userEvent.click(await field('Symbols'));
    await screen.findByRole('option', { name: 'KO · Coca-Cola' });
    await userEvent.keyboard('ko{Enter}bank{Enter}');
    expect(chosen()).toBe('KO BK');
    expect(sent).not.toHaveBeenCalled();
  });

  it('says so when no more fit', async () => {
    renderUi(<Several max={1} />);
    await userEvent.click(await field('Symbols'));
    await screen.findByRole('option', { name: 'KO · Coca-Cola' });
    await userEvent.keyboard('ko{Enter}');
    expect(screen.getByText('No more than 1 fit here.')).toBeInTheDocument();
  });

  it('replaces the one that stands in the field', async () => {
    renderUi(<One />);
    await userEvent.click(await field('Symbol'));
    await screen.findByRole('option', { name: 'KO · Coca-Cola' });
    await userEvent.keyboard('ko{Enter}');
    expect(chosen()).toBe('KO');
  });
});
