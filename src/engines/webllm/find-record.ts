import { EngineError } from '../../core/engine-error';
import { isWrongLibrary, recordOf, type WebllmRecord } from './records';
import type { WebllmSettings } from './settings';

/**
 * The record of the model that the settings name: one of the app's, or any of WebLLM's own list, which is loaded (with
 * all of WebLLM) only then.
 *
 * @param deployerBase where Code Llama's files lie if the settings don't say
 * @throws EngineError "not-hosted" where a base is needed and missing; "no-model" where nobody knows the model
 */
export async function findRecord(settings: WebllmSettings, deployerBase?: string): Promise<WebllmRecord> {
  const { model, base } = settings;
  const own = recordOf(model, absolute(base || deployerBase));
  if (own) return own;
  const { prebuiltAppConfig } = await import('./library');
  const listed = prebuiltAppConfig.model_list.find(({ model_id }) => model_id === model);
  if (!listed) {
    throw new EngineError('no-model', `WebLLM 0.2.86 knows no model “${model}”.`, {
      remedy: 'Choose another model.',
    });
  }
  const record = { low_resource_required: false, ...listed } as WebllmRecord;
  if (isWrongLibrary(record)) {
    throw new EngineError('not-hosted', `${record.model_lib} was not compiled for ${model}.`);
  }
  return record;
}

/** A path is one of this page's own server. */
function absolute(base: string | undefined): string | undefined {
  return base && /^[./]/.test(base) && globalThis.location ? new URL(base, location.href).href : base;
}
