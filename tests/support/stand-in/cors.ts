import type { IncomingMessage } from 'node:http';
import type { StandInSettings } from './settings';

/** Headers that a server must know to let pages send them (Fetch, "CORS-preflight fetch"). */
const plainHeaders = ['authorization', 'content-type', 'accept'];

/** The headers of an answer to a page of another origin. */
export function corsHeaders(cors: StandInSettings['cors']): Record<string, string> {
  if (cors === 'none') return {};
  return { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'X-Request-ID' };
}

/** The answer to a preflight: it lets in what the setting says, and nothing else. */
export function preflight(request: IncomingMessage, cors: StandInSettings['cors']): Record<string, string> {
  const asked = String(request.headers['access-control-request-headers'] ?? '');
  return {
    ...corsHeaders(cors),
    ...(cors !== 'none' && {
      'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
      'access-control-allow-headers': cors === 'all' ? asked : plainHeaders.join(', '),
      'access-control-max-age': '0',
    }),
  };
}
