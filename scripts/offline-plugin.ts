import { VitePWA } from 'vite-plugin-pwa';
import { description, title } from '../src/about-app.ts';
import type { Language } from './texts/plugin.ts';

/** Larger files are the engines, their tokenizers and Python: kept when they are first used, not beforehand. */
const largestKeptAtOnce = 400_000;

/** Where they are kept: the models page lists and deletes it by this name. */
export const largeFilesCache = 'complexitynet-large-files';

/**
 * The service worker and the manifest: after one visit the app opens without a network. A new version waits until the
 * visitor says so.
 */
export function offline(language: Language) {
  return VitePWA({
    registerType: 'prompt',
    injectRegister: false,
    manifest: {
      lang: language.locale,
      name: language.say(title),
      short_name: 'ComplexityNet',
      description: language.say(description),
      start_url: './',
      scope: './',
      display: 'standalone',
      background_color: '#fdfcfa',
      theme_color: '#1c1d20',
      icons: [
        { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
        { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
        { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
      ],
    },
    workbox: {
      mode: 'production',
      sourcemap: false,
      inlineWorkboxRuntime: true,
      cleanupOutdatedCaches: true,
      // The page of the first visit, too, gets what it loads later from here.
      clientsClaim: true,
      globPatterns: ['**/*.{html,js,mjs,css,svg,png,webmanifest,jsonl,bin,wasm,zip}'],
      maximumFileSizeToCacheInBytes: 1e8,
      manifestTransforms: [
        (entries) => ({
          manifest: entries.filter(
            ({ url, size }) => !url.startsWith('assets/') || size <= largestKeptAtOnce,
          ),
        }),
      ],
      // Its name has its hash in it.
      dontCacheBustURLsMatching: /^assets\//,
      // An address after "#" is no address to a server: there is one page.
      navigateFallback: null,
      runtimeCaching: [
        {
          urlPattern: ({ url, sameOrigin }) => sameOrigin && /\/assets\/[^/]+$/.test(url.pathname),
          handler: 'CacheFirst',
          options: {
            cacheName: largeFilesCache,
            cacheableResponse: { statuses: [200] },
            expiration: { maxEntries: 24, purgeOnQuotaError: true },
          },
        },
      ],
    },
  });
}
