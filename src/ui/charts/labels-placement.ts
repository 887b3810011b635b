/** A label to be placed beside a point, in pixels. */
export interface Label {
  id: string;
  x: number;
  y: number;
  width: number;
  /** Placed first, so that it finds room. */
  priority: number;
}

export interface PlacedLabel {
  x: number;
  y: number;
  anchor: 'start' | 'end' | 'middle';
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const lineHeight = 15;
const overlaps = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * Places labels beside their points where they cover neither a point nor another label; a label that finds no
 * room is left out (the figure's list and table still name the point).
 *
 * @param obstacles boxes that no label may cover
 */
export function placeLabels(
  labels: readonly Label[],
  points: readonly { x: number; y: number; radius: number }[],
  obstacles: readonly Box[],
  width: number,
  height: number,
): Map<string, PlacedLabel> {
  const taken: Box[] = [
    ...obstacles,
    ...points.map(({ x, y, radius }) => ({
      left: x - radius,
      right: x + radius,
      top: y - radius,
      bottom: y + radius,
    })),
  ];
  const placed = new Map<string, PlacedLabel>();
  for (const label of [...labels].sort((a, b) => b.priority - a.priority)) {
    for (const [dx, dy, anchor] of positions) {
      const x = label.x + dx;
      const y = label.y + dy;
      const left = anchor === 'start' ? x : anchor === 'end' ? x - label.width : x - label.width / 2;
      const box = { left, right: left + label.width, top: y - lineHeight + 3, bottom: y + 3 };
      const fits = box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height;
      if (!fits || taken.some((other) => overlaps(box, other))) continue;
      taken.push(box);
      placed.set(label.id, { x, y, anchor });
      break;
    }
  }
  return placed;
}

const positions: readonly [number, number, PlacedLabel['anchor']][] = [
  [11, 4, 'start'],
  [-11, 4, 'end'],
  [9, -9, 'start'],
  [9, 18, 'start'],
  [-9, -9, 'end'],
  [-9, 18, 'end'],
  [0, -13, 'middle'],
  [0, 23, 'middle'],
  [14, -20, 'start'],
  [14, 30, 'start'],
  [-14, -20, 'end'],
  [-14, 30, 'end'],
];
