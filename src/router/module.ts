// What `router.mjs` has: the router, for any JavaScript, with nothing to install.

export { agreementOf, normalAnswer, untilAgreement } from '../core/searching/agreement';
export { litellmConfig } from './litellm';
export { readRouter } from './router';
