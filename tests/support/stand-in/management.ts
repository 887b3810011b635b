import { type Failure } from './failures';
import { readForm, told } from './files';
import type { Logged, StandIn } from './server';

const ok = (body: object): Failure => ({ status: 200, body });
const list = (data: object[], hasMore = false) => ok({ object: 'list', data, has_more: hasMore });
const refused = (
  status: number,
  message: string,
  code: string | null = null,
  param: string | null = null,
): Failure => ({
  status,
  body: { error: { message, type: 'invalid_request_error', param, code } },
});
const missing = (what: string) => refused(404, `No such ${what}`);

/** Everything but answers: models, files, fine-tuning jobs, batches. */
export async function manage(
  { settings, files, jobs, batches }: StandIn,
  { method, path, body }: Logged,
  address: string,
  bytes: Buffer,
  type: string,
): Promise<Failure> {
  const query = new URL(address, 'http://localhost').searchParams;
  const [, area, id, action] = path.replace('/fine_tuning/jobs', '/jobs').split('/');
  /** A page of a list by the API's cursor. */
  const paged = (all: { id: string }[]) => {
    const begin = all.findIndex((one) => one.id === query.get('after')) + 1;
    const end = begin + Number(query.get('limit') ?? 20);
    return list(all.slice(begin, end), end < all.length);
  };
  const json = () => JSON.parse(body || '{}') as Record<string, unknown>;

  if (area === 'models' && method === 'GET') {
    return list(
      settings.models.map((model) => ({ object: 'model', created: 0, owned_by: 'standin', ...model })),
    );
  }
  if (area === 'files') {
    if (method === 'POST') {
      const form = await readForm(type, bytes);
      const file = form.get('file');
      if (!(file instanceof File)) return refused(400, 'A file is required', null, 'file');
      return ok(told(files.add(await file.text(), String(form.get('purpose')), file.name)));
    }
    if (!id) return paged(files.list(query.get('purpose')).map(told).reverse());
    const file = files.get(id);
    if (!file) return missing(`File object: ${id}`);
    if (method === 'DELETE') return ok({ id, object: 'file', deleted: files.delete(id) });
    if (action === 'content')
      return { status: 200, body: { text: file.content, type: 'application/octet-stream' } };
    return ok(told(file));
  }
  if (area === 'jobs') {
    if (method === 'POST' && !id) {
      const job = jobs.create(json());
      if ('refused' in job) return refused(400, job.refused.message, job.refused.code, job.refused.param);
      return ok(job);
    }
    if (!id) return paged(jobs.list());
    if (action === 'cancel') {
      const job = jobs.cancel(id);
      return job ? ok(job) : missing(`fine-tuning job: ${id}`);
    }
    if (action === 'events') {
      const events = jobs.events(id, query.get('after'), Number(query.get('limit') ?? 20));
      return events ? list(events.data, events.has_more) : missing(`fine-tuning job: ${id}`);
    }
    const job = jobs.look(id);
    return job ? ok(job) : missing(`fine-tuning job: ${id}`);
  }
  if (area === 'batches') {
    if (method === 'POST' && !id) {
      const batch = batches.create(json());
      return batch ? ok(batch) : missing(`File object: ${String(json().input_file_id)}`);
    }
    if (!id) return paged(batches.list());
    const batch = action === 'cancel' ? batches.cancel(id) : batches.look(id);
    return batch ? ok(batch) : missing(`batch: ${id}`);
  }
  return refused(404, `Unknown request URL: ${method} ${path}.`, 'unknown_url');
}
