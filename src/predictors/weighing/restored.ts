import * as v from 'valibot';

/**
 * Reads what a predictor's `toJSON` gave.
 *
 * @param name of the predictor, for the message
 * @throws Error where the value is no such thing
 */
export function restored<S extends v.GenericSchema, P>(
  name: string,
  schema: S,
  json: unknown,
  build: (raw: v.InferOutput<S>) => P,
): P {
  try {
    return build(v.parse(schema, json));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`this is no ${name} predictor: ${reason}`, { cause });
  }
}

/** A number that JSON gives back as it was. */
export const finite = v.pipe(v.number(), v.finite());

/** Probabilities that sum to 1. */
export const distribution = v.pipe(
  v.array(v.pipe(finite, v.minValue(0), v.maxValue(1))),
  v.check((values) => Math.abs(values.reduce((a, b) => a + b, 0) - 1) < 1e-9, 'they don’t sum to 1'),
);
