type Box = Pick<DOMRect, 'left' | 'top' | 'bottom'>;
type Size = { width: number; height: number };

const GAP = 12;
const EDGE = 12;

/** Where the card stands: below its target, else above, else in the corner at the bottom right. */
export function placeCard(target: Box, card: Size, room: Size): { left: number; top: number } {
  const corner = {
    left: Math.max(EDGE, room.width - card.width - EDGE),
    top: Math.max(EDGE, room.height - card.height - EDGE),
  };
  const left = Math.max(EDGE, Math.min(target.left, corner.left));
  const below = target.bottom + GAP;
  if (below >= EDGE && below + card.height + EDGE <= room.height) return { left, top: below };
  const above = target.top - GAP - card.height;
  if (above >= EDGE && above + card.height + EDGE <= room.height) return { left, top: above };
  return corner;
}
