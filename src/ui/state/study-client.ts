import { StudyClient } from '../../study/client';

/** The page's one worker that computes studies and comparisons. */
export const studyClient = new StudyClient();
