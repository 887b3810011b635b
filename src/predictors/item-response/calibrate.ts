import {
  type Abilities,
  difficulties,
  likelihoods,
  noneProbability,
  normalWeights,
  type Outcomes,
  passProbability,
} from './model';

/** A fit of abilities, and how likely it makes the outcomes (but for what doesn't depend on it). */
export interface Calibration extends Abilities {
  slopesAre: 'equal' | 'own';
  logLikelihood: number;
}

/** Standard deviations of the priors, which are normal: of abilities, of the slopes' logarithms. */
const abilityDeviation = 3;
const slopeDeviation = 0.5;

const mostRounds = 300;
const closeEnough = 1e-6;

/** Equal outcomes, and how many tasks have them. */
type Pattern = Outcomes & { tasks: number };

/**
 * Fits abilities and slopes to outcomes: the most probable ones under their priors, difficulties being summed out
 * (marginal maximum a posteriori by expectation and maximisation; Bock and Aitkin 1981). The 2PL model is taken
 * where it is better by the Bayesian information criterion.
 *
 * @param cleaned the tasks are those of which some trial passed
 */
export function calibrate(outcomes: readonly Outcomes[], cleaned: boolean): Calibration {
  const patterns = patternsOf(outcomes);
  const equal = fit(patterns, 'equal', cleaned);
  const own = fit(patterns, 'own', cleaned);
  const moreParameters = equal.abilities.length - 1;
  const gain = own.logLikelihood - equal.logLikelihood;
  return gain > (moreParameters / 2) * Math.log(outcomes.length) ? own : equal;
}

function patternsOf(outcomes: readonly Outcomes[]): Pattern[] {
  const patterns = new Map<string, Pattern>();
  for (const { successes, trials } of outcomes) {
    const key = `${successes.join()};${trials.join()}`;
    const before = patterns.get(key);
    if (before) before.tasks++;
    else patterns.set(key, { successes, trials, tasks: 1 });
  }
  return [...patterns.values()];
}

function fit(patterns: readonly Pattern[], slopesAre: 'equal' | 'own', cleaned: boolean): Calibration {
  const models = patterns[0].trials.length;
  const abilities = new Array<number>(models).fill(0);
  const logSlopes = new Array<number>(models).fill(0);
  const prior = normalWeights(0, 1);
  const now = (): Abilities => ({ abilities: [...abilities], slopes: logSlopes.map(Math.exp) });
  let logLikelihood = 0;
  for (let round = 0; round < mostRounds; round++) {
    const expected = expect(now(), patterns, prior, cleaned);
    logLikelihood = expected.logLikelihood;
    let change = 0;
    const move = (values: number[], k: number, by: number) => {
      const step = Math.max(-1, Math.min(1, by));
      values[k] += step;
      change = Math.max(change, Math.abs(step));
    };
    for (let k = 0; k < models; k++) {
      const { score, information } = expected.abilities[k];
      move(
        abilities,
        k,
        (score - abilities[k] / abilityDeviation ** 2) / (information + 1 / abilityDeviation ** 2),
      );
    }
    const groups = slopesAre === 'own' ? abilities.map((_, k) => [k]) : [abilities.map((_, k) => k)];
    const after = expect(now(), patterns, prior, cleaned).slopes;
    for (const group of groups) {
      const sum = (of: 'score' | 'information') => group.reduce((total, k) => total + after[k][of], 0);
      const precision = 1 / slopeDeviation ** 2;
      const by = (sum('score') - logSlopes[group[0]] * precision) / (sum('information') + precision);
      for (const k of group) move(logSlopes, k, by);
    }
    if (change < closeEnough) break;
  }
  return { ...now(), slopesAre, logLikelihood };
}

interface Derivative {
  score: number;
  information: number;
}

/** Derivatives by each ability and each slope's logarithm, expected over what the difficulties may be. */
function expect(at: Abilities, patterns: readonly Pattern[], prior: Float64Array, cleaned: boolean) {
  const none = (): Derivative => ({ score: 0, information: 0 });
  const result = { logLikelihood: 0, abilities: at.abilities.map(none), slopes: at.abilities.map(none) };
  const passes = at.abilities.map((_, k) =>
    difficulties.map((difficulty) => passProbability(at, k, difficulty)),
  );
  for (const pattern of patterns) {
    const { successes, trials, tasks } = pattern;
    const joint = likelihoods(at, pattern, cleaned).map((likelihood, q) => likelihood * prior[q]);
    const sum = joint.reduce((a, b) => a + b, 0);
    result.logLikelihood += tasks * Math.log(sum);
    joint.forEach((weight, q) => {
      const share = (tasks * weight) / sum;
      // Of tasks with a trial that passed, more trials pass.
      const lift = cleaned ? 1 / (1 - noneProbability(at, trials, difficulties[q])) : 1;
      for (let k = 0; k < trials.length; k++) {
        const pass = passes[k][q];
        const surplus = share * (successes[k] - trials[k] * pass * lift);
        const spread = share * trials[k] * pass * (1 - pass) * lift;
        const margin = at.slopes[k] * (at.abilities[k] - difficulties[q]);
        result.abilities[k].score += surplus * at.slopes[k];
        result.abilities[k].information += spread * at.slopes[k] ** 2;
        result.slopes[k].score += surplus * margin;
        result.slopes[k].information += spread * margin ** 2;
      }
    });
  }
  return result;
}
