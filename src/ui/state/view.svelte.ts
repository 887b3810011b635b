import type { Scope } from '../../study/report';

/** What the visitor has chosen to look at, kept from page to page. */
class View {
  scope = $state<Scope>('kept');
  /** The policy that figures are about. */
  policy = $state('ladder');
}

export const view = new View();
