/** Every page of the app, as a first visit finds it. */
export const routes = [
  ...['#/', '#/tasks', '#/experiments', '#/experiments/new', '#/experiments/mbpp/labels'],
  ...['#/experiments/mbpp/complexity', '#/experiments/mbpp/savings', '#/experiments/mbpp/tuning'],
  ...[
    '#/route',
    '#/models',
    '#/judge',
    '#/class',
    '#/class/results',
    '#/report?of=mbpp',
    '#/about',
    '#/help',
  ],
];
