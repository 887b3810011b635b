declare const __APP_VERSION__: string;
declare const __STUDY_VERSION__: string;

/** Of the app, and, in brackets, of the code that decides what a study computes. */
export const version = `${__APP_VERSION__} (${__STUDY_VERSION__})`;
