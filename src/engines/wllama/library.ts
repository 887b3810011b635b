/** wllama itself, loaded when it is first needed. */
export const loadLibrary = () => import('@wllama/wllama');
