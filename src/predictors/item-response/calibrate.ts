import {
  type Abilities,
  difficulties,
  likelihoods,
  noneProbabilities,
  normalWeights,
  type Outcomes,
  trialLogs,
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
const closeEnough = 3e-4;

/** Of the difficulties. */
const prior = normalWeights(0, 1);

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
  const groups = slopesAre === 'own' ? abilities.map((_, k) => [k]) : [abilities.map((_, k) => k)];
  const now = (): Abilities => ({ abilities: [...abilities], slopes: logSlopes.map(Math.exp) });
  let logLikelihood = 0;
  for (let round = 0; round < mostRounds; round++) {
    const expected = expect(now(), patterns, cleaned);
    logLikelihood = expected.logLikelihood;
    let change = 0;
    const move = (values: number[], members: number[], derivatives: Derivative[], precision: number) => {
      const sum = (of: 'score' | 'information') =>
        members.reduce((total, k) => total + derivatives[k][of], 0);
      const by = (sum('score') - values[members[0]] * precision) / (sum('information') + precision);
      const step = Math.max(-1, Math.min(1, by));
      for (const k of members) values[k] += step;
      change = Math.max(change, Math.abs(step));
    };
    for (let k = 0; k < models; k++) move(abilities, [k], expected.abilities, 1 / abilityDeviation ** 2);
    for (const group of groups) move(logSlopes, group, expected.slopes, 1 / slopeDeviation ** 2);
    if (change < closeEnough) break;
  }
  return { ...now(), slopesAre, logLikelihood };
}

interface Derivative {
  score: number;
  information: number;
}

/** Derivatives by each ability and each slope's logarithm, expected over what the difficulties may be. */
function expect(at: Abilities, patterns: readonly Pattern[], cleaned: boolean) {
  const empty = (): Derivative => ({ score: 0, information: 0 });
  const result = { logLikelihood: 0, abilities: at.abilities.map(empty), slopes: at.abilities.map(empty) };
  const logs = trialLogs(at);
  const passes = logs.pass.map((row) => row.map(Math.exp));
  const noneOf = new Map<string, Float64Array>();
  for (const { successes, trials, tasks } of patterns) {
    const key = trials.join();
    const none = noneOf.get(key) ?? noneProbabilities(logs, trials);
    noneOf.set(key, none);
    const joint = likelihoods(logs, { successes, trials }, cleaned ? none : undefined);
    let sum = 0;
    for (let q = 0; q < joint.length; q++) sum += joint[q] *= prior[q];
    result.logLikelihood += tasks * Math.log(sum);
    for (let q = 0; q < joint.length; q++) {
      const share = (tasks * joint[q]) / sum;
      // Of tasks with a trial that passed, more trials pass.
      const lift = cleaned ? 1 / (1 - none[q]) : 1;
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
    }
  }
  return result;
}
