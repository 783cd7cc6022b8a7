import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { useDisplay } from '@/lib/api/account/display-settings';
import { applyPalette } from '@/lib/display';

/** Applies the person's own display settings once they are here, on every device they use. */
export function useDisplaySettings(): void {
  const { data } = useDisplay();
  const { setColorScheme } = useMantineColorScheme();
  const theme = data?.theme;
  const palette = data?.palette;
  useEffect(() => {
    if (theme) setColorScheme(theme === 'system' ? 'auto' : theme);
  }, [theme, setColorScheme]);
  useEffect(() => {
    if (palette) applyPalette(palette);
  }, [palette]);
}
