/** A probability as a bar. */
export interface Chance {
  name: string;
  chance: number;
  colour: string;
  /** What is known of it beside, such as what came of it. */
  note: string;
  /** What came of it, on the same scale; an upright line. */
  observed?: number;
}

/** Probabilities that belong together. */
export interface ChanceGroup {
  title: string;
  bars: Chance[];
}
