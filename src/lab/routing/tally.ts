import * as v from 'valibot';
import type { RouteCost } from './cost';

const amount = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const schema = v.object({
  tasks: count,
  /** Tasks of which an answer was handed over. */
  answered: count,
  units: amount,
  dearestUnits: amount,
  /** Tasks whose dollars are known, with what they cost and what the dearest model would have. */
  priced: count,
  dollars: amount,
  dearestDollars: amount,
});

/** Tasks that were routed, with what they cost and what always the dearest model would have cost. */
export type Tally = v.InferOutput<typeof schema>;

export const emptyTally: Tally = {
  tasks: 0,
  answered: 0,
  units: 0,
  dearestUnits: 0,
  priced: 0,
  dollars: 0,
  dearestDollars: 0,
};

/** With one task more. */
export function added(tally: Tally, cost: RouteCost, isAnswered: boolean): Tally {
  const { dollars } = cost;
  const dearest = cost.dearest.dollars;
  const isPriced = dollars !== undefined && dearest !== undefined;
  return {
    tasks: tally.tasks + 1,
    answered: tally.answered + Number(isAnswered),
    units: tally.units + cost.units,
    dearestUnits: tally.dearestUnits + cost.dearest.units,
    priced: tally.priced + Number(isPriced),
    dollars: tally.dollars + (isPriced ? dollars : 0),
    dearestDollars: tally.dearestDollars + (isPriced ? dearest : 0),
  };
}

/** The tally that was kept; an empty one where it can’t be read. */
export function readTally(value: unknown): Tally {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : emptyTally;
}
