/** The palette of up and down: remembered on the device so that the first paint is right. */
export type Palette = 'blue_orange' | 'red_green';

const KEY = 'sightline.palette';

export function applyPalette(palette: Palette): void {
  if (palette === 'red_green') document.documentElement.dataset.palette = palette;
  else delete document.documentElement.dataset.palette;
  try {
    localStorage.setItem(KEY, palette);
  } catch {
    // Blocked storage only costs the first paint of the next visit.
  }
}
