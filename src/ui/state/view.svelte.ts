import type { Scope } from '../../study/report';
import { type LinkField, wordField } from '../link/link.svelte';

/** What the visitor has chosen to look at, kept from page to page. */
class View {
  scope = $state<Scope>('kept');
  /** The policy that figures are about. */
  policy = $state('ladder');
}

export const view = new View();

/** The same in a link. */
export const scopeField: LinkField = wordField<Scope>(
  ['kept', 'all'],
  () => view.scope,
  (scope) => (view.scope = scope),
);

export const policyField: LinkField = {
  read: () => (view.policy === 'ladder' ? undefined : view.policy),
  write(policy = 'ladder') {
    // Which policies there are is known once they are computed; another one is shown where it is none of them.
    if (!/^[\w:./-]{1,200}$/.test(policy)) return false;
    view.policy = policy;
    return true;
  },
};
