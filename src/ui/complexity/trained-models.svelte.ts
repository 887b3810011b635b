import type { TrainableModel } from '../../predictors/catalogue';
import type { KeptPredictor } from '../../store/experiments/contract';
import type { TrainedModel } from '../../study/trained-model';
import { store } from '../state/store.svelte';
import { studyClient } from '../state/study-client';
import { seed } from '../state/study-state.svelte';
import type { TuningSource } from '../tuning/source';

/** A model that is kept, and can be read. */
export interface NamedModel {
  kept: KeptPredictor;
  model: TrainedModel;
}

/** The complexity models that are kept in this browser, of all experiments. */
export class TrainedModels {
  list = $state.raw<NamedModel[]>();
  problem = $state('');

  async read(): Promise<void> {
    try {
      const { readTrainedModel } = await import('../../study/trained-model');
      const kept = await (await store).experiments.allPredictors();
      this.list = kept.flatMap((one) => {
        try {
          return [{ kept: one, model: readTrainedModel(one.json) }];
        } catch {
          // Of a later version of the app, perhaps: it is left alone.
          return [];
        }
      });
    } catch (error) {
      this.problem = said(error);
    }
  }

  async keep(name: string, model: TrainedModel): Promise<void> {
    const { experiments } = await store;
    const id = `${model.model}-${Date.now().toString(36)}`;
    await experiments.putPredictor({ experiment: model.trainedOn.experiment, id, name, json: model });
    await this.read();
  }

  async rename({ kept }: NamedModel, name: string): Promise<void> {
    await (await store).experiments.putPredictor({ ...kept, name });
    await this.read();
  }

  async remove({ kept }: NamedModel): Promise<void> {
    await (await store).experiments.deletePredictor(kept.experiment, kept.id);
    await this.read();
  }

  /** @throws Error, for the visitor, where the file is none */
  async bringIn(file: File): Promise<void> {
    const { readTrainedModel } = await import('../../study/trained-model');
    let json: unknown;
    try {
      json = JSON.parse(await file.text());
    } catch {
      throw new Error(`${file.name} is no JSON: a complexity model that was saved here is.`);
    }
    const name = (json as { name?: unknown } | null)?.name;
    await this.keep(typeof name === 'string' && name.trim() ? name : file.name, readTrainedModel(json));
  }
}

/** The labelled tasks as complexity models see them. */
export const textsOfSource = ({ tasks, seen }: TuningSource) =>
  tasks.map((id, at) => ({ id, text: seen[at] }));

/** Trains a model on all labelled tasks of an experiment, in the worker. */
export async function train(
  source: TuningSource,
  model: TrainableModel,
  signal: AbortSignal,
): Promise<TrainedModel> {
  const texts = textsOfSource(source);
  const { experiment } = source;
  return studyClient.train({ experiment, texts, model, seed }, { signal, onProgress: () => {} });
}

export const said = (error: unknown) => (error instanceof Error ? error.message : String(error));
