import { sigmoid } from '../predictors/after-failures/ridge';
import type { Router } from './router';

/** A comment of a YAML file, in lines of a readable length, whatever is in the text. */
function comment(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + word.length < 100) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `# ${line}`).join('\n');
}

/** A string as YAML reads it. */
const quoted = (text: string) => JSON.stringify(text);

/**
 * What of a router LiteLLM’s proxy can do, as its `config.yaml`: the models with their prices, and the order in which one
 * stands in for another. What it can’t is said in comments.
 *
 * @param point which of the router’s points for tasks that can be checked
 * @throws RangeError where there is no such point
 */
export function litellmConfig(router: Router, point: number): string {
  const { file } = router;
  // A task like the mean of those learnt from.
  const success = file.centre.map(sigmoid);
  const { models } = router.planOf({ levels: [], success, canCheck: true }, { point });
  const order = [...new Set(models)];
  const { sentence } = file.points[point];
  const entries = file.models.map(({ id, name, price }) =>
    [
      `  - model_name: ${quoted(name)}`,
      '    litellm_params:',
      `      model: ${quoted(`openai/${id}`)} # put in your provider’s name for it`,
      '      api_key: os.environ/OPENAI_API_KEY',
      ...(price
        ? [
            `      input_cost_per_token: ${decimal(price.input / 1e6)}`,
            `      output_cost_per_token: ${decimal(price.output / 1e6)}`,
          ]
        : []),
    ].join('\n'),
  );
  const names = order.map((k) => quoted(file.models[k].name));
  const fallbacks = names
    .slice(0, -1)
    .map((name, at) => `    - ${name}: [${names.slice(at + 1).join(', ')}]`);
  return [
    comment(`${file.name}, for LiteLLM’s proxy. Ask for ${file.models[order[0]].name}.`),
    '#',
    comment(`The router’s own policy at this point: ${sentence}`),
    '#',
    comment(
      'LiteLLM can’t express it whole. A fallback is asked when a call fails as a call (an error, a timeout, a rate limit), not when an answer fails its visible test; no model is asked again for another answer; and nothing is predicted from the prompt. For these, run router.mjs with router.json before the proxy: it says which of these models to ask next.',
    ),
    'model_list:',
    ...entries,
    'litellm_settings:',
    '  num_retries: 1',
    ...(fallbacks.length > 0 ? ['  fallbacks:', ...fallbacks] : []),
    '',
  ].join('\n');
}

/** A small number without an exponent: some readers of YAML take "6e-7" for a string. */
function decimal(value: number): string {
  return value === 0
    ? '0.0'
    : value.toFixed(12).replace(/(\.\d*?)0+$/, (_, kept: string) => (kept === '.' ? '.0' : kept));
}
