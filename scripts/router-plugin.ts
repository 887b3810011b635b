import { join } from 'node:path';
import { build, type Plugin, type Rollup } from 'vite';

const source = join(import.meta.dirname, '..', 'src', 'router', 'module.ts');

/** The name that it has beside the page: it is linked to from what people write themselves. */
export const routerModuleName = 'router.mjs';

/** The router as one module that imports nothing, made of the page’s own sources. */
export async function routerModule(): Promise<string> {
  const [{ output }] = (await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'es2023',
      minify: true,
      lib: { entry: source, formats: ['es'] },
      rollupOptions: { output: { minify: true } },
    },
  })) as Rollup.RollupOutput[];
  const [chunk, ...others] = output;
  if (others.length > 0 || chunk.imports.length > 0)
    throw new Error(`${routerModuleName} is not whole in itself`);
  return chunk.code;
}

/** Emits and serves the router’s module, to be taken along. */
export function routerFile(): Plugin {
  return {
    name: 'complexitynet-router',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: routerModuleName, source: await routerModule() });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (!(request.url ?? '').split('?')[0].endsWith(`/${routerModuleName}`)) return next();
        routerModule().then((code) => {
          response.setHeader('Content-Type', 'text/javascript; charset=utf-8');
          response.end(code);
        }, next);
      });
    },
  };
}
